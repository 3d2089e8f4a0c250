/** How a test page imitates one consent framework, in markup of its own. */
export interface ConsentPage {
  readonly name: string;
  /** What stands in the page; `{{reject}}` and the like are the attributes that record a press. */
  readonly html: string;
  /** A script that leaves what the framework's own does. */
  readonly global: string;
  /** Set where this look offers one reply only. */
  readonly only?: "reject" | "accept";
}

const R = 'data-does="reject"';
const A = 'data-does="accept"';
const S = 'data-does="settings"';

/** Markup in the shadow root of the element that stands before this script. */
export function shadowed(host: string, html: string, mode: "open" | "closed" = "open"): string {
  const content = JSON.stringify(html).replaceAll("<", "\\u003c");
  return `<script>{const host=document.querySelector(${JSON.stringify(host)});const root=host.attachShadow({mode:"${mode}"});root.innerHTML=${content};record(root)}</script>`;
}

export const CONSENT_PAGES: readonly ConsentPage[] = [
  {
    name: "OneTrust",
    global: "OneTrust={RejectAll(){},AllowAll(){}}",
    html: `<div id=onetrust-consent-sdk><div id=onetrust-banner-sdk role=region data-banner><p>We store things.</p><button id=onetrust-pc-btn-handler ${S}>More</button><button id=onetrust-reject-all-handler ${R}>None</button><button id=onetrust-accept-btn-handler ${A}>All</button></div></div>`,
  },
  {
    name: "OneTrust",
    only: "reject",
    global: "OneTrust={RejectAll(){},AllowAll(){}}",
    html: `<div id=onetrust-consent-sdk><div id=onetrust-banner-sdk data-banner><button id=onetrust-pc-btn-handler onclick="document.getElementById('onetrust-pc-sdk').style.display='block'">More</button></div><div id=onetrust-pc-sdk data-banner style="display:none"><input aria-label="Search vendors"><label><input type=checkbox checked>Ads</label><button class=ot-pc-refuse-all-handler ${R}>None</button><button class=save-preference-btn-handler ${S}>Save</button></div></div>`,
  },
  {
    name: "Cookiebot",
    global: "Cookiebot={withdraw(){}}",
    html: `<div id=CybotCookiebotDialog role=dialog data-banner><form><label><input type=checkbox checked>Statistics</label></form><a href="#" id=CybotCookiebotDialogBodyButtonDecline role=button style="display:none">Old</a><button id=CybotCookiebotDialogBodyLevelButtonLevelOptinDeclineAll ${R}>None</button><button id=CybotCookiebotDialogBodyLevelButtonCustomize ${S}>More</button><button id=CybotCookiebotDialogBodyLevelButtonLevelOptinAllowAll ${A}>All</button></div>`,
  },
  {
    name: "TrustArc",
    global: "truste={eu:{}}",
    html: `<div id=truste-consent-track data-banner><button id=truste-show-consent ${S}>More</button><button id=truste-consent-required ${R}>Required</button><button id=truste-consent-button ${A}>Agree</button></div>`,
  },
  {
    name: "TrustArc",
    global: "truste={eu:{}}",
    html: `<div class="truste_popframe trustarc_newcm_container" data-banner><a class=required role=button tabindex=0 ${R}>Required</a> <a class=call role=button tabindex=0 ${A}>Agree</a></div>`,
  },
  {
    name: "InMobi Choice",
    global: "__tcfapi=()=>{}",
    html: `<div id=qc-cmp2-container><div id=qc-cmp2-ui data-banner><div class=qc-cmp2-summary-buttons><button mode=secondary id=more-options-btn ${S}>More</button><button mode=secondary id=disagree-btn ${R}>No</button><button mode=primary ${A}>Yes</button></div></div></div>`,
  },
  {
    name: "Didomi",
    global: "Didomi={setUserDisagreeToAll(){}}",
    html: `<div id=didomi-host data-banner><div id=didomi-notice><span class=didomi-continue-without-agreeing role=button tabindex=0 ${R}>Go on</span><button id=didomi-notice-learn-more-button ${S}>More</button><button id=didomi-notice-agree-button ${A}>Yes</button></div></div>`,
  },
  {
    name: "Osano",
    global: "Osano={cm:{}}",
    html: `<div class=osano-cm-window><div class="osano-cm-dialog osano-cm-dialog--type_bar" data-banner><button class="osano-cm-button osano-cm-denyAll" ${R}>No</button><button class="osano-cm-button osano-cm-accept-all" ${A}>Yes</button></div></div>`,
  },
  {
    name: "Osano cookieconsent",
    global: "cookieconsent={initialise(){}}",
    html: `<div role=dialog class="cc-window cc-banner" data-banner><a role=button tabindex=0 class="cc-btn cc-deny" ${R}>No</a><a role=button tabindex=0 class="cc-btn cc-allow" ${A}>Yes</a></div>`,
  },
  {
    name: "Usercentrics",
    global: "UC_UI={denyAllConsents(){}}",
    html: `<div id=usercentrics-root></div>${shadowed("#usercentrics-root", `<div data-testid=uc-default-banner data-banner><button data-testid=uc-more-button ${S}>More</button><button data-testid=uc-deny-all-button ${R}>No</button><button data-testid=uc-accept-all-button ${A}>Yes</button></div><button data-testid=uc-privacy-button>Again</button>`)}`,
  },
  {
    name: "Usercentrics",
    global: "UC_UI={denyAllConsents(){}}",
    html: `<div id=usercentrics-root></div>${shadowed("#usercentrics-root", `<div data-testid=uc-default-wall data-banner><button data-testid=uc-deny-all-button ${R}>No</button><button data-testid=uc-accept-all-button ${A}>Yes</button></div>`, "closed")}`,
  },
  {
    name: "Usercentrics",
    global: "__ucCmp={denyAllConsents(){}}",
    html: `<aside id=usercentrics-cmp-ui></aside>${shadowed("#usercentrics-cmp-ui", `<div id=uc-main-dialog class=cmp data-banner><button id=deny data-action-type=deny ${R}>No</button><button id=accept data-action-type=accept ${A}>Yes</button></div>`)}`,
  },
  {
    name: "CookieYes",
    global: "getCkyConsent=()=>{}",
    html: `<div class="cky-consent-container cky-banner-bottom" data-banner><button data-cky-tag=settings-button ${S}>More</button><button data-cky-tag=reject-button ${R}>No</button><button data-cky-tag=accept-button ${A}>Yes</button></div>`,
  },
  {
    name: "Complianz",
    global: "cmplz_deny_all=()=>{}",
    html: `<div id=cmplz-cookiebanner-container><div class="cmplz-cookiebanner" data-banner><button class="cmplz-btn cmplz-accept" ${A}>Yes</button><button class="cmplz-btn cmplz-deny" ${R}>No</button><button class="cmplz-btn cmplz-save-preferences" ${S}>Save</button></div></div>`,
  },
  {
    name: "iubenda",
    global: "_iub={cs:{}}",
    html: `<div id=iubenda-cs-banner role=alertdialog data-banner><button class=iubenda-cs-customize-btn ${S}>More</button><button class=iubenda-cs-reject-btn ${R}>No</button><button class=iubenda-cs-accept-btn ${A}>Yes</button></div>`,
  },
  {
    name: "Klaro",
    only: "reject",
    global: "klaro={getManager(){}}",
    html: `<div class=klaro><div class=cookie-notice data-banner><a class=cn-learn-more href="#" ${S}>More</a><button type=button class="cm-btn cn-decline" ${R}>No</button><button type=button class="cm-btn cm-btn-success" data-does=ok>Fine</button></div></div>`,
  },
  {
    name: "Klaro",
    global: "klaro={getManager(){}}",
    html: `<div class=klaro><div class=cookie-modal><div class="cm-modal cm-klaro" data-banner><button type=button class="cm-btn cn-decline" ${R}>No</button><button type=button class="cm-btn cm-btn-accept" ${S}>Selected</button><button type=button class="cm-btn cm-btn-accept-all" ${A}>Yes</button></div></div></div>`,
  },
  {
    name: "Termly",
    global: "Termly={getConsentState(){}}",
    html: `<div id=termly-code-snippet-support><div data-banner><button data-tid=banner-decline ${R}>No</button><button data-tid=banner-accept ${A}>Yes</button></div></div>`,
  },
  {
    name: "consentmanager",
    global: "__cmp=()=>{}",
    html: `<div id=cmpwrapper></div>${shadowed("#cmpwrapper", `<div id=cmpbox class=cmpbox data-banner><a href="#" role=button class="cmpboxbtn cmpboxbtncustom" ${S}>More</a><a href="#" role=button class="cmpboxbtn cmpboxbtnno" ${R}>No</a><a href="#" role=button class="cmpboxbtn cmpboxbtnyes" ${A}>Yes</a></div>`)}`,
  },
  {
    name: "Borlabs Cookie",
    global: "BorlabsCookie={}",
    html: `<div id=BorlabsCookieBox data-banner><a href="#" role=button data-cookie-accept-all ${A}>Yes</a> <a href="#" role=button data-cookie-accept ${S}>Save</a> <a href="#" role=button data-cookie-refuse ${R}>No</a></div>`,
  },
  {
    name: "Borlabs Cookie",
    global: "borlabsCookieConfig={}",
    html: `<div id=BorlabsCookieBox data-banner><div class=brlbs-cmpnt-dialog><button type=button class="brlbs-btn-accept-all" ${A}>Yes</button><button type=button class=brlbs-btn-save ${S}>Save</button><button type=button class=brlbs-btn-accept-only-essential ${R}>No</button></div></div>`,
  },
  {
    name: "Axeptio",
    global: "axeptioSDK={}",
    html: `<div id=axeptio_overlay class=axeptio_mount><div class=needsclick></div></div>${shadowed(".needsclick", `<div class=axeptio_widget data-banner><button id=axeptio_btn_dismiss ${R}>No</button><button id=axeptio_btn_configure ${S}>More</button><button id=axeptio_btn_acceptAll ${A}>Yes</button></div>`)}`,
  },
  {
    name: "HubSpot",
    global: "_hsp=[]",
    html: `<div id=hs-eu-cookie-confirmation data-banner><a id=hs-eu-confirmation-button href="javascript:void(0);" role=button ${A}>Yes</a> <a id=hs-eu-decline-button href="javascript:void(0);" role=button ${R}>No</a></div>`,
  },
  {
    name: "tarteaucitron",
    global: "tarteaucitron={userInterface:{}}",
    html: `<div id=tarteaucitronRoot><div id=tarteaucitronAlertBig data-banner><button type=button id=tarteaucitronPersonalize2 ${A}>Yes</button><button type=button id=tarteaucitronAllDenied2 ${R}>No</button><button type=button id=tarteaucitronCloseAlert ${S}>More</button></div></div>`,
  },
  {
    name: "CookieConsent",
    global: "CookieConsent={acceptCategory(){}}",
    html: `<div id=cc-main><div class=cm-wrapper><div class=cm role=dialog data-banner><button type=button class=cm__btn data-role=all ${A}>Yes</button><button type=button class=cm__btn data-role=necessary ${R}>No</button><button type=button class=cm__btn data-role=show ${S}>More</button></div></div></div>`,
  },
  {
    name: "CookieFirst",
    global: "CookieFirst={}",
    html: `<div class=cookiefirst-root><div data-cookiefirst-widget=banner data-banner><button data-cookiefirst-action=adjust ${S}>More</button><button data-cookiefirst-action=reject ${R}>No</button><button data-cookiefirst-action=accept ${A}>Yes</button></div><button>Badge</button></div>`,
  },
  {
    name: "Cookie-Script",
    global: "CookieScript={instance:{}}",
    html: `<div id=cookiescript_injected data-banner><div id=cookiescript_accept tabindex=0 role=button ${A}>Yes</div><div id=cookiescript_reject tabindex=0 role=button ${R}>No</div></div>`,
  },
  {
    name: "Google Funding Choices",
    global: "googlefc={callbackQueue:[]}",
    html: `<div class=fc-consent-root data-banner><div class=fc-dialog><button class="fc-button fc-cta-consent" ${A}>Yes</button><button class="fc-button fc-cta-do-not-consent" ${R}>No</button></div></div>`,
  },
];

const RECORDER = `
  pressed = [];
  hosts = [];
  function record(root) {
    hosts.push(root.host);
    root.addEventListener("click", (event) => {
      if (root === document && hosts.includes(event.target)) return;
      const [hit] = event.composedPath();
      const does = hit.closest("[data-does]")?.dataset.does ?? (hit.tagName + "#" + hit.id);
      pressed.push(does + (event.isTrusted ? "" : " faked"));
      if (hit.closest("[data-does]")) for (const banner of root.querySelectorAll("[data-banner]")) banner.remove();
    }, true);
  }
  record(document);
`;
const STYLE = "<style>[data-banner]{display:block;padding:12px;border:1px solid}</style>";

/** A page that keeps in `pressed` what was pressed on it, and whose banners go when they are answered. */
export function recordingPage(html: string): string {
  return `<title>Page</title>${STYLE}<script>${RECORDER}</script><h1>Page</h1><p>Some text to read.</p>${html}`;
}

/** The page of one framework. */
export function consentPage({ html, global }: Pick<ConsentPage, "html" | "global">): string {
  return recordingPage(`<script>${global}</script>${html}`);
}
