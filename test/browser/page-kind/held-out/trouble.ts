import { fixture, links, times } from "../fixture.ts";

export const TROUBLE = [
  fixture(
    "error",
    "Erreur 404 – Maison Lumière",
    `<div>${links("Luminaires", "Tapis", "Mon panier")}</div><h2>Oups, cette page est introuvable</h2><p>Le produit n'est peut-être plus disponible.</p><a>Retour à l'accueil</a>`,
    { lang: "fr" },
  ),
  fixture(
    "error",
    "Tienda Andes",
    `<img width="300" height="200" alt=""><p class="t">¡Ups! No encontramos la página que buscas</p><button>Volver al inicio</button>`,
    { lang: "es" },
  ),
  fixture(
    "error",
    "Bad gateway",
    `<div>shop.example | 502: Bad gateway</div><h1>Bad gateway <span>Error code 502</span></h1><p>Visit cloudflare.com for more information.</p><div>You Browser Working · Frankfurt Cloudflare Working · shop.example Host Error</div><h2>What happened?</h2><p>The web server reported a bad gateway error.</p><h2>What can I do?</h2><p>Please try again in a few minutes.</p><div>Cloudflare Ray ID: 8f1</div>`,
    { status: 502 },
  ),
  fixture(
    "error",
    "410 Gone",
    `<h1>Gone</h1><p>The requested resource is no longer available on this server and there is no forwarding address.</p>`,
    { status: 410 },
  ),
  fixture(
    "error",
    "We'll be right back",
    `<h1>We're down for maintenance</h1><p>Sorry about that! Please come back in a little while.</p>`,
    { status: 503 },
  ),
  fixture(
    "error",
    "Das hat leider nicht geklappt",
    `<h1>Fehler</h1><p>Es ist ein unerwarteter Fehler aufgetreten. Bitte versuchen Sie es später erneut.</p><p>Fehlercode: 500-77</p><a>Zurück</a>`,
    { lang: "de", status: 500 },
  ),
  fixture(
    "challenge",
    "Un instant…",
    `<h1>boutique.example</h1><p>Vérification que vous êtes un humain. Cela peut prendre quelques secondes.</p><div id="turnstile-wrapper"></div><p>boutique.example doit vérifier la sécurité de votre connexion avant de continuer.</p><div>Ray ID : 9c2</div><script src="/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1"></script>`,
    { lang: "fr", status: 403 },
  ),
  fixture(
    "challenge",
    "Attention Required! | Cloudflare",
    `<h1>Sorry, you have been blocked</h1><h2>You are unable to access shop.example</h2><p>Why have I been blocked? This website is using a security service to protect itself from online attacks.</p><p>What can I do to resolve this? You can email the site owner.</p><p>Cloudflare Ray ID: 8a1 • Your IP: Click to reveal</p>`,
    { status: 403 },
  ),
  fixture(
    "challenge",
    "Pardon Our Interruption",
    `<h1>Pardon Our Interruption...</h1><p>As you were browsing something about your browser made us think you were a bot. There are a few reasons this might happen:</p><ul><li>You're a power user moving through this website with super-human speed.</li><li>You've disabled cookies in your web browser.</li></ul><p>To regain access, please make sure that cookies and JavaScript are enabled before reloading the page.</p>`,
  ),
  fixture(
    "challenge",
    "Prüfung",
    `<p>Halten Sie die Taste gedrückt, um zu bestätigen, dass Sie ein Mensch sind.</p><div id="px-captcha" style="width:300px;height:80px"></div>`,
    { lang: "de", status: 403 },
  ),
  fixture(
    "challenge",
    "Human Verification",
    `<div id="captcha-container"><h2>Let's confirm you are human</h2><p>Complete the security check before continuing. This step verifies that you are not a bot.</p><button id="amzn-captcha-verify-button">Begin</button></div><script src="https://x.token.awswaf.com/x/captcha.js"></script>`,
    { status: 405 },
  ),
  fixture("unknown", "", `<div></div>`),
  fixture("unknown", "test", `<h1>It works!</h1>`),
  fixture(
    "unknown",
    "Noughts and crosses",
    `<h1>Noughts and crosses</h1><table>${times(3, () => `<tr>${times(3, () => `<td><button aria-label="empty"></button></td>`)}</tr>`)}</table><p>Your move</p>`,
  ),
  fixture(
    "unknown",
    "Temperature converter",
    `<p>Celsius <input type="number" value="20"> = <output>68</output> Fahrenheit</p>`,
  ),
];
