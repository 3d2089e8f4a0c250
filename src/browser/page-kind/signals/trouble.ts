import { type Signal, signal } from "../signal.ts";

/** Pages that are not what was asked for, and what speaks against that. */
export const TROUBLE: readonly Signal[] = [
  signal("HTTP error", ({ status }) => status >= 400, { error: 4 }),
  signal(
    "HTTP not found or server error",
    ({ status }) => status === 404 || status === 410 || (status >= 500 && status !== 503),
    { error: 3 },
  ),
  signal("HTTP refusal", ({ status }) => status === 403 || status === 429 || status === 503, {
    challenge: 1,
  }),
  signal("error words in the title or heading", (p) => p.about("missing") || p.about("failed"), {
    error: 2.5,
  }),
  signal(
    "error words on a short page",
    (p) => p.length < 700 && (p.text("missing", 400) || p.text("failed", 400)),
    { error: 3 },
  ),
  signal("a way home on a short page", (p) => p.length < 700 && p.offers("homeward"), {
    error: 1.5,
  }),
  signal("much to read", (p) => p.length > 1_500, { error: -4, challenge: -5 }),
  signal(
    "a challenge's own script",
    (p) => p.marked("cloudflare", "datadome", "perimeterx", "awsWaf", "recaptchaWall"),
    { challenge: 5 },
  ),
  signal(
    "a captcha on a short page",
    (p) => p.length < 900 && p.marked("turnstile", "recaptcha", "hcaptcha", "captchaPicture"),
    { challenge: 2 },
  ),
  signal(
    "proof of being human on a short page",
    (p) => p.length < 1_200 && (p.text("human", 600) || p.titled("human")),
    { challenge: 4 },
  ),
  signal(
    "refusal on a short page",
    (p) => p.length < 1_200 && p.typed === 0 && (p.text("blocked", 400) || p.titled("blocked")),
    { challenge: 3 },
  ),
  signal("refusal as title or heading", (p) => p.length < 1_500 && p.about("blocked"), {
    challenge: 1.5,
  }),
  signal(
    "a refusal by status and by words",
    (p) =>
      [401, 403, 405, 429, 503].includes(p.status) &&
      p.length < 1_500 &&
      p.countOf("blocked", "human") > 0,
    { challenge: 3, error: -3 },
  ),
  signal("a waiting title", (p) => p.length < 900 && p.titled("waiting"), { challenge: 1.5 }),
  signal(
    "a reference number on a short page",
    (p) => p.length < 900 && p.text("token") && p.countOf("blocked", "human") > 0,
    { challenge: 1.5 },
  ),
];
