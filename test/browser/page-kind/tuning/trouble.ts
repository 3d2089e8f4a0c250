import { fixture, links, times } from "../fixture.ts";
import { prose } from "../prose.ts";

export const TROUBLE = [
  fixture(
    "error",
    "404 Not Found",
    `<center><h1>404 Not Found</h1></center><hr><center>nginx</center>`,
    { status: 404 },
  ),
  fixture(
    "error",
    "Page not found – Alder & Ash",
    `<header>${links("Women", "Men", "Home", "Sale", "Cart")}</header><main><h1>Sorry, we can't find that page</h1><p>The page you were looking for may have moved or no longer exists.</p><a href="/">Back to home</a></main><footer>${links("Delivery", "Returns", "Contact")}</footer>`,
    { status: 404 },
  ),
  fixture(
    "error",
    "Oops! Page not found",
    `<nav>${links("Home", "Blog")}</nav><h1>404</h1><p>Oops! This page doesn't exist.</p><a href="/">Go home</a>`,
  ),
  fixture(
    "error",
    "Seite nicht gefunden",
    `<h1>Seite nicht gefunden</h1><p>Die angeforderte Seite existiert leider nicht mehr.</p><a href="/">Zur Startseite</a><form role="search"><input type="search"></form>`,
    { lang: "de" },
  ),
  fixture(
    "error",
    "Application error",
    `<main><h1>Internal Server Error</h1><p>Something went wrong on our end. Please try again later.</p><code>Request ID: 88f1</code></main>`,
    { status: 500 },
  ),
  fixture(
    "error",
    "Service Unavailable",
    `<h2>503 Service Unavailable</h2><p>The server is temporarily unable to service your request due to maintenance downtime or capacity problems.</p>`,
    { status: 503 },
  ),
  fixture(
    "error",
    "ページが見つかりません",
    `<h1>お探しのページは見つかりませんでした</h1><p>URLをご確認ください。</p><a href="/">トップページへ戻る</a>`,
    { lang: "ja" },
  ),
  fixture(
    "challenge",
    "Just a moment...",
    `<div class="main-wrapper"><h1>shop.example</h1><p>Verify you are human by completing the action below.</p><div id="cf-wrapper"><input type="hidden" name="cf-turnstile-response"></div><p>shop.example needs to review the security of your connection before proceeding.</p></div><footer>Ray ID: <code>8a1b2c3d4e5f</code> Performance &amp; security by Cloudflare</footer><script src="/cdn-cgi/challenge-platform/h/g/orchestrate/chl_page/v1"></script>`,
    { status: 403, head: '<meta http-equiv="refresh" content="390">' },
  ),
  fixture(
    "challenge",
    "Access Denied",
    `<h1>Access Denied</h1><p>You don't have permission to access "http&#58;&#47;&#47;www&#46;shop&#46;example&#47;" on this server.</p><p>Reference&#32;&#35;18&#46;2f3a1602&#46;1700000000&#46;1a2b3c4d</p>`,
    { status: 403 },
  ),
  fixture(
    "challenge",
    "Access to this page has been denied",
    `<div class="px-captcha-container"><h1>Press &amp; Hold to confirm you are a human (and not a bot).</h1><div id="px-captcha" style="width:310px;height:100px"></div><p>Reference ID 7f0a-11ee</p></div>`,
    { status: 403 },
  ),
  fixture(
    "challenge",
    "shop.example",
    `<p id="cmsg">Please enable JS and disable any ad blocker</p><iframe src="https://geo.captcha-delivery.com/captcha/?initialCid=AH" title="DataDome CAPTCHA" width="100%" height="400"></iframe>`,
    { status: 403 },
  ),
  fixture(
    "challenge",
    "https://www.seek.example/search?q=x",
    `<hr><form action="index" id="captcha-form" method="post"><div class="g-recaptcha" data-sitekey="x"><iframe title="reCAPTCHA" src="https://www.google.com/recaptcha/api2/anchor?k=x" width="304" height="78"></iframe></div></form><hr><div><b>About this page</b><br>Our systems have detected unusual traffic from your computer network. This page checks to see if it's really you sending the requests, and not a robot.<br>IP address: 192.0.2.1</div>`,
    { status: 429 },
  ),
  fixture(
    "challenge",
    "Robot Check",
    `<h4>Enter the characters you see below</h4><p>Sorry, we just need to make sure you're not a robot. For best results, please make sure your browser is accepting cookies.</p><form><img alt="captcha" width="200" height="70"><input placeholder="Type characters"><button>Continue shopping</button></form>`,
  ),
  fixture(
    "challenge",
    "Sicherheitsprüfung",
    `<h1>Sicherheitsüberprüfung</h1><p>Bitte bestätigen Sie, dass Sie kein Roboter sind.</p><div class="h-captcha"><iframe title="Widget für hCaptcha-Sicherheitsabfrage" src="https://newassets.hcaptcha.com/captcha/v1/x/static/hcaptcha.html" width="303" height="78"></iframe></div>`,
    { lang: "de" },
  ),
  fixture("unknown", "", ""),
  fixture("unknown", "Untitled", `<p>Hello</p>`),
  fixture(
    "unknown",
    "App",
    `<div id="root"><div class="spinner" role="status">Loading…</div></div>`,
  ),
  fixture(
    "unknown",
    "Index of /pub",
    `<h1>Index of /pub</h1><pre>${times(6, (n) => `<a href="#">file-${n}.tar.gz</a>   2024-01-0${n + 1} 10:00   ${n}M`)}</pre>`,
  ),
  fixture(
    "unknown",
    "Untitled",
    `<button>One</button><button>Two</button><input><p>${prose(1, "en", 1)}</p>`,
  ),
  fixture(
    "unknown",
    "Calculator",
    `<div>${times(10, (n) => `<button>${n}</button>`)}<button>+</button><button>−</button><button>=</button><output>0</output></div>`,
  ),
];
