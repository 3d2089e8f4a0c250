import type { Evidence } from "./evidence.ts";
import type { Mark } from "./marks.ts";

/** What stands between the visitor and the site: a test of being human, or a plain refusal. */
export interface Barrier {
  readonly way: "challenge" | "block";
  /** Who put it there, in words of ours. */
  readonly by: string | undefined;
}

const MAKERS: readonly (readonly [string, readonly Mark[], RegExp])[] = [
  ["Cloudflare", ["cloudflare", "turnstile"], /cloudflare/i],
  ["DataDome", ["datadome"], /datadome/i],
  ["PerimeterX", ["perimeterx"], /press (&|and) hold|perimeterx/i],
  ["AWS WAF", ["awsWaf"], /awswaf/i],
  ["hCaptcha", ["hcaptcha"], /hcaptcha/i],
  ["reCAPTCHA", ["recaptcha", "recaptchaWall"], /recaptcha/i],
  ["Akamai", [], /access denied.*reference ?# ?\d+\.[\da-f]+\.\d+/is],
  ["Imperva", ["incapsula"], /pardon our interruption|incapsula|imperva/i],
];

/** Who stands in the way of a page that is a challenge, and how. */
export function barrierOf(page: Evidence): Barrier {
  const { title, text } = page.facts;
  const said = `${title} ${text}`;
  const maker = MAKERS.find(([, marks, words]) => page.marked(...marks) || words.test(said));
  const asks = maker?.[1].some((mark) => page.marked(mark));
  const tests =
    asks === true || page.marked("captchaPicture") || page.text("human") || page.titled("human");
  return { way: tests || page.titled("waiting") ? "challenge" : "block", by: maker?.[0] };
}
