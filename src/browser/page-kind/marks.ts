/** Selectors whose match tells something that no text does; looked up in the main document. */
export const MARKS = {
  cloudflare:
    "script[src*='/cdn-cgi/challenge-platform/'][src*='orchestrate'], #challenge-form, #challenge-running, #cf-challenge-running",
  turnstile:
    "iframe[src*='challenges.cloudflare.com'], .cf-turnstile, #turnstile-wrapper, [name='cf-turnstile-response']",
  recaptcha: "iframe[src*='/recaptcha/'], .g-recaptcha",
  recaptchaWall: "#captcha-form .g-recaptcha",
  hcaptcha: "iframe[src*='hcaptcha.com'], .h-captcha",
  datadome: "iframe[src*='captcha-delivery.com'], script[src*='captcha-delivery.com']",
  perimeterx: "#px-captcha, .px-captcha-container",
  awsWaf: "script[src*='.awswaf.com/'][src*='captcha'], #amzn-captcha-verify-button",
  incapsula: "iframe[src*='_Incapsula_Resource'], script[src*='_Incapsula_Resource']",
  captchaPicture: "img[alt*='captcha' i], img[src*='captcha' i]",
  payFrame:
    "iframe[src*='stripe.com']:not([aria-hidden='true']), iframe[src*='paypal.com'], iframe[src*='adyen'], iframe[src*='braintree'], iframe[src*='pay.'], iframe[src*='checkout'], iframe[title*='payment' i], iframe[title*='card number' i]",
  feed: "[role='feed']",
  generatorDocs:
    "meta[name='generator'][content*='docusaurus' i], meta[name='generator'][content*='sphinx' i], meta[name='generator'][content*='mkdocs' i], meta[name='generator'][content*='vitepress' i], meta[name='generator'][content*='mdbook' i], meta[name='generator'][content*='starlight' i], meta[name='generator'][content*='hugo' i][content*='docsy' i], meta[name='generator'][content*='rustdoc' i], meta[name='generator'][content*='javadoc' i]",
  generatorShop:
    "meta[name='generator'][content*='woocommerce' i], meta[name='generator'][content*='prestashop' i], script[src*='cdn.shopify.com'], link[href*='cdn.shopify.com']",
  author: "[rel~='author'], [itemprop='author'], .byline, .author",
  sidebar: "aside nav, nav aside, [class*='sidebar'], [class*='sidenav'], [class*='side-nav']",
} as const;

export type Mark = keyof typeof MARKS;
