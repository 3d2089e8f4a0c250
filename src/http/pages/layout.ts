import { html, type Markup } from "./html.ts";

/** What a person is shown. */
export interface Page {
  readonly title: string;
  readonly body: Markup;
  /** Signed for the form that logs out; without one the page has no such button. */
  readonly logoutToken?: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * No script, nobody else's parts, in no frame, and forms lead here only. The referrer stays within
 * the site, since without one browsers name no origin with a form. A page stays tied to whoever opened
 * it, for clients open `/authorize` in a window of their own and wait for what comes back in it.
 */
const HEADERS = {
  "Content-Type": "text/html; charset=utf-8",
  "Content-Security-Policy": pageRules(),
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Cache-Control": "no-store",
};

/** The policy of a page whose forms may lead to one other origin too, by a redirect. */
export function pageRules(target = ""): string {
  const forms = `form-action 'self' ${target}`.trim();
  return `default-src 'none'; style-src 'self'; ${forms}; frame-ancestors 'none'; base-uri 'none'`;
}

/** A page whose script draws it; the bundle's script and stylesheet lie below `/pages`. */
export interface ScriptedPage {
  readonly title: string;
  readonly bundle: "live" | "dashboard";
  /** What the script is told: names and values of `data-` attributes of the body. */
  readonly data?: Readonly<Record<string, string>>;
  readonly body: Markup;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Scripts of this server alone, which can make no markup of text; pictures come as blobs. The page is
 * cut off from whoever opened it, and gets nothing of the device but its clipboard.
 */
const SCRIPTED_HEADERS = {
  ...HEADERS,
  "Content-Security-Policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Permissions-Policy": permissionRules(),
};

function permissionRules(): string {
  const closed =
    "accelerometer autoplay bluetooth camera display-capture encrypted-media gamepad geolocation gyroscope hid idle-detection local-fonts magnetometer microphone midi payment picture-in-picture publickey-credentials-get screen-wake-lock serial usb xr-spatial-tracking";
  const rules = closed.split(" ").map((name) => `${name}=()`);
  return [...rules, "clipboard-read=(self)", "clipboard-write=(self)"].join(", ");
}

function headOf(title: string, bundle: string, script?: Markup): Markup {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} – Leapfrog</title>
<link rel="stylesheet" href="/pages/${bundle}.css">${script}
</head>`;
}

/** A page with a script as an answer that nobody keeps. */
export function scriptedPage({ title, bundle, data = {}, body, headers }: ScriptedPage): Response {
  const given = Object.entries(data).map(([name, value]) => html` data-${name}="${value}"`);
  const script = html`
<script type="module" src="/pages/${bundle}.js"></script>`;
  const { text } = html`${headOf(title, bundle, script)}
<body${given}>
<noscript><p>This page needs JavaScript.</p></noscript>
${body}
</body>
</html>
`;
  return new Response(text, { headers: { ...SCRIPTED_HEADERS, ...headers } });
}

/** A whole page as an answer that nobody keeps. */
export function show({ title, body, logoutToken, status = 200, headers }: Page): Response {
  const { text } = html`${headOf(title, "plain")}
<body>
<header><a class="name" href="/">Leapfrog</a>${logoutButton(logoutToken)}</header>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`;
  return new Response(text, { status, headers: { ...HEADERS, ...headers } });
}

/** Leads on with GET, so that loading again repeats nothing. */
export function leadTo(path: string, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(null, { status: 303, headers: { ...HEADERS, Location: path, ...headers } });
}

/** What happened, told to eyes and to screen readers. */
export function told(kind: "good" | "bad" | "", text: string): Markup {
  return html`<div class="card told ${kind}" role="status"><p>${text}</p></div>`;
}

/** The form that ends a login, for which it is signed; nothing without a login. */
export function logoutButton(token: string | undefined): Markup | undefined {
  if (token === undefined) return undefined;
  return html`<form method="post" action="/logout"><input type="hidden" name="form" value="${token}"><button class="small">Log out</button></form>`;
}
