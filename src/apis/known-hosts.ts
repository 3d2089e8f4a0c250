/** Domains whose hosts all do one thing, which no page of the domain's owner's own is made for. */
const KNOWN = {
  tracking:
    "google-analytics.com analytics.google.com googletagmanager.com segment.io segment.com mixpanel.com mxpnl.com amplitude.com hotjar.com hotjar.io fullstory.com nr-data.net sentry.io bugsnag.com browser-intake-datadoghq.com browser-intake-datadoghq.eu clarity.ms bat.bing.com scorecardresearch.com quantserve.com quantcount.com chartbeat.net parsely.com heapanalytics.com heap.io posthog.com plausible.io matomo.cloud branch.io appsflyer.com adjust.com optimizely.com visualwebsiteoptimizer.com mouseflow.com crazyegg.com luckyorange.com logrocket.io lr-ingest.io rollbar.com hs-analytics.net track.hubspot.com mktoresp.com pardot.com demdex.net omtrdc.net 2o7.net everesttech.net krxd.net tealiumiq.com mc.yandex.ru tr.snapchat.com analytics.tiktok.com ct.pinterest.com px.ads.linkedin.com cloudflareinsights.com go-mpulse.net snowplowanalytics.com",
  ads: "doubleclick.net googlesyndication.com googleadservices.com adservice.google.com amazon-adsystem.com adnxs.com rubiconproject.com pubmatic.com openx.net casalemedia.com criteo.com criteo.net taboola.com outbrain.com adsrvr.org moatads.com smartadserver.com teads.tv sharethrough.com yieldmo.com 33across.com id5-sync.com rlcdn.com bluekai.com bidswitch.net adform.net indexww.com media.net ads-twitter.com adroll.com liadm.com",
  auth: "auth0.com okta.com oktapreview.com accounts.google.com login.microsoftonline.com login.live.com oauth2.googleapis.com identitytoolkit.googleapis.com securetoken.googleapis.com appleid.apple.com clerk.accounts.dev",
} as const;

type Kind = keyof typeof KNOWN;

const DOMAINS: ReadonlyMap<string, Kind> = new Map(
  (["tracking", "ads", "auth"] as const).flatMap((kind) =>
    KNOWN[kind].split(" ").map((domain) => [domain, kind] as const),
  ),
);

/** What a host is known for, by itself or by a domain above it. */
export function knownFor(host: string): Kind | undefined {
  const labels = host.toLowerCase().split(".");
  for (let at = 0; at < labels.length - 1; at++) {
    const kind = DOMAINS.get(labels.slice(at).join("."));
    if (kind !== undefined) return kind;
  }
  return undefined;
}
