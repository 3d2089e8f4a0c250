import { type Evidence, isPictures, isPost, isPriced, isReply, isSnippet } from "./evidence.ts";
import type { PageKind } from "./page-kind.ts";

/** One thing that can be seen of a page, and what it speaks for or against, in weights. */
export interface Signal {
  readonly what: string;
  readonly holds: (page: Evidence) => boolean;
  readonly weights: Partial<Record<PageKind, number>>;
}

function signal(what: string, holds: Signal["holds"], weights: Signal["weights"]): Signal {
  return { what, holds, weights };
}

const GATES: readonly Signal[] = [
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
    { error: 2.5 },
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
    (p) => p.length < 1_200 && (p.text("blocked", 400) || p.titled("blocked")),
    { challenge: 3 },
  ),
  signal("refusal as title or heading", (p) => p.length < 1_500 && p.about("blocked"), {
    challenge: 1.5,
  }),
  signal("a waiting title", (p) => p.length < 900 && p.titled("waiting"), { challenge: 1.5 }),
  signal(
    "a reference number on a short page",
    (p) => p.length < 900 && p.text("token") && p.countOf("blocked", "human") > 0,
    { challenge: 1.5 },
  ),
];

const ACCOUNTS: readonly Signal[] = [
  signal(
    "one password field",
    (p) => p.passwords === 1 && p.typed <= 4 && p.completes(/new-password/) === 0,
    { login: 3 },
  ),
  signal("a name and a password", (p) => p.passwords === 1 && p.typed === 2, { login: 1 }),
  signal("login words lead", (p) => p.about("login"), { login: 2 }),
  signal("a button to log in", (p) => p.controls("login") > 0, { login: 1.5 }),
  signal("a forgotten password", (p) => p.passwords > 0 && p.text("forgot"), { login: 1.5 }),
  signal("identity providers", (p) => p.controls("provider") > 0 && p.length < 900, { login: 2 }),
  signal("identity before password", (p) => p.typed === 1 && p.completes(/username/) > 0, {
    login: 2,
  }),
  signal(
    "a one-time code",
    (p) => p.completes(/one-time-code/) > 0 || (p.typed <= 2 && p.about("code")),
    { login: 2.5 },
  ),
  signal("much beside a login", (p) => p.length > 1_500 || p.linked > 0.6, { login: -2.5 }),
  signal("a new password", (p) => p.passwords >= 2 || p.completes(/new-password/) > 0, {
    form: 3,
    login: -2,
  }),
  signal("registering leads", (p) => p.about("register"), { form: 2, login: -1.5 }),
  signal("a button to register", (p) => p.controls("register") > 0 && p.typed >= 2, {
    form: 2,
    login: -1.5,
  }),
  signal("several fields", (p) => p.typed >= 3, { form: 2 }),
  signal("many fields", (p) => p.typed >= 5, { form: 1 }),
  signal(
    "choices to make",
    (p) => p.facts.fields.filter(({ type }) => type === "radio").length >= 2,
    { form: 1 },
  ),
  signal("a text to write", (p) => p.facts.fields.some(({ type }) => type === "textarea"), {
    form: 1,
  }),
  signal("a file to give", (p) => p.facts.fields.some(({ type }) => type === "file"), { form: 1 }),
  signal("a form's purpose leads", (p) => p.about("contact") && p.typed > 0, { form: 1.5 }),
  signal("a button to send", (p) => p.controls("submit") > 0 && p.typed > 0, { form: 1.5 }),
  signal("an address to give", (p) => p.fields("address") >= 2, { form: 1 }),
];

const SHOPPING: readonly Signal[] = [
  signal(
    "one thing is named as product",
    (p) => p.typeOf(/^(Product|ProductGroup|Vehicle|IndividualProduct)$/) === 1,
    { product: 4 },
  ),
  signal("linked as product", (p) => /product/.test(p.facts.openGraph), { product: 3 }),
  signal(
    "one buy button, or two",
    (p) => [1, 2].includes(p.controls("buy")) && p.facts.counts.prices > 0,
    { product: 3 },
  ),
  signal(
    "a buy link and a price",
    (p) => p.controls("buy") === 0 && p.links("buy") > 0 && p.facts.counts.prices === 1,
    { product: 1.5 },
  ),
  signal("stock, quantity, specification", (p) => p.text("stock") && p.facts.counts.prices > 0, {
    product: 1.5,
  }),
  signal("many buy buttons", (p) => p.controls("buy") >= 3, { "product-list": 2.5, product: -2 }),
  signal("several things with prices", (p) => p.cards(isPriced) >= 4, { "product-list": 2.5 }),
  signal("many things with prices", (p) => p.cards(isPriced) >= 7, { "product-list": 2 }),
  signal(
    "things with prices and an order to sort",
    (p) => p.cards(isPriced) >= 3 && (p.text("sort") || p.offers("sort") || p.fields("sort") > 0),
    { "product-list": 2 },
  ),
  signal("a count of things", (p) => p.text("tally", 600) && p.facts.counts.prices >= 3, {
    "product-list": 1.5,
  }),
  signal("a list is named", (p) => p.typeOf(/^(ItemList|CollectionPage|OfferCatalog)$/) > 0, {
    "product-list": 1.5,
  }),
  signal(
    "card fields",
    (p) =>
      p.completes(/^cc-/) > 0 ||
      p.fields("card") >= 2 ||
      (p.text("card") && p.typed >= 2 && p.controls("pay") > 0),
    { checkout: 4 },
  ),
  signal("a payment frame", (p) => p.marked("payFrame"), { checkout: 2.5 }),
  signal("a button to pay", (p) => p.controls("pay") > 0 && p.facts.counts.prices > 0, {
    checkout: 3.5,
    product: -1.5,
  }),
  signal("payment leads", (p) => p.about("checkout"), { checkout: 2 }),
  signal("sums of an order", (p) => p.text("summary") && p.facts.counts.prices >= 2, {
    checkout: 1.5,
  }),
  signal("the cart leads", (p) => p.about("cart"), { ecommerce: 3 }),
  signal("work on a cart", (p) => p.text("cart") && p.text("cartWork"), { ecommerce: 2.5 }),
  signal("a shop's promises", (p) => p.text("shop"), { ecommerce: 1.5 }),
  signal("a cart in reach", (p) => p.offers("cart"), {
    ecommerce: 1,
    product: 0.5,
    "product-list": 0.5,
    landing: -1,
  }),
  signal("a shop's own promises and a cart", (p) => p.text("shop") && p.offers("cart"), {
    ecommerce: 1.5,
  }),
  signal("a store is named", (p) => p.typeOf(/^(Online)?Store$/) > 0 || p.marked("generatorShop"), {
    ecommerce: 2,
  }),
];

const READING: readonly Signal[] = [
  signal(
    "an article is named",
    (p) =>
      p.typeOf(/(Article|BlogPosting|Report|Recipe|Review)$/) > 0 &&
      p.typeOf(/^(TechArticle|APIReference)$/) === 0,
    { article: 3 },
  ),
  signal("linked as article", (p) => p.facts.openGraph === "article", { article: 2.5 }),
  signal("mostly paragraphs", (p) => p.prose > 0.5 && p.facts.counts.paragraphs >= 3, {
    article: 2.5,
  }),
  signal("long paragraphs", (p) => p.facts.counts.paragraphLength > 1_800, {
    article: 2,
    landing: -2,
  }),
  signal("a byline or date", (p) => p.text("byline", 500) || p.marked("author"), { article: 1.5 }),
  signal("an article's neighbours", (p) => p.text("related") || p.headed("related") > 0, {
    article: 1,
  }),
  signal("a manual is named", (p) => p.typeOf(/^(TechArticle|APIReference)$/) > 0, {
    documentation: 4,
    article: -2,
  }),
  signal("made by a documentation tool", (p) => p.marked("generatorDocs"), { documentation: 4 }),
  signal("a manual leads", (p) => p.titled("docs"), { documentation: 2 }),
  signal("a manual's chapters", (p) => p.links("docsNav") >= 3, { documentation: 2.5 }),
  signal("parts of this page", (p) => p.text("onThisPage") || p.offers("onThisPage"), {
    documentation: 1.5,
  }),
  signal("code in blocks", (p) => p.facts.counts.code > 0, { documentation: 1.5 }),
  signal("signatures", (p) => p.text("signature") || p.headed("signature") > 0, {
    documentation: 2,
  }),
  signal(
    "questions and answers are named",
    (p) => p.typeOf(/^(QAPage|FAQPage|Question|DiscussionForumPosting)$/) > 0,
    { qa: 4 },
  ),
  signal("the title asks", (p) => p.about("question"), { qa: 1.5 }),
  signal("answers are counted", (p) => p.text("answers"), { qa: 1.5 }),
  signal("a question, and replies to it", (p) => p.about("question") && p.cards(isReply) >= 3, {
    qa: 2.5,
  }),
  signal("a list of questions", (p) => p.headed("question") >= 4 || p.facts.counts.details >= 4, {
    qa: 3,
  }),
  signal("common questions lead", (p) => p.about("faq"), { qa: 3 }),
];

const STREAMS: readonly Signal[] = [
  signal("a feed is marked", (p) => p.marked("feed"), { feed: 4 }),
  signal("things of some time", (p) => p.cards(isPost) >= 4, { feed: 3 }),
  signal("many things of some time", (p) => p.cards(isPost) >= 8, { feed: 1 }),
  signal(
    "something to say to each",
    (p) => p.controls("posts") >= 6 && p.cards((g) => g.controls >= 2 && g.prices < 0.3) >= 3,
    { feed: 2.5 },
  ),
  signal("news leads", (p) => p.about("news"), { feed: 1 }),
  signal(
    "many stories",
    (p) =>
      p.cards(({ links, headings, chars }) => links >= 0.8 && headings >= 0.6 && chars >= 60) >= 5,
    { feed: 1.5, "search-results": 0.5 },
  ),
  signal("a query and results", (p) => p.about("results"), { "search-results": 3.5 }),
  signal("results are counted", (p) => p.text("results", 800), { "search-results": 2 }),
  signal("results are named", (p) => p.typeOf(/^SearchResultsPage$/) > 0, { "search-results": 4 }),
  signal(
    "a query stands in the field",
    (p) => p.facts.fields.some(({ type, filled }) => filled && /^(search|text)$/.test(type)),
    { "search-results": 1.5 },
  ),
  signal("search leads", (p) => p.titled("search"), { "search-results": 1 }),
  signal("things with a few words", (p) => p.cards(isSnippet) >= 5, { "search-results": 1.5 }),
  signal("priced results", (p) => p.cards(isPriced) >= 4, { "search-results": -2 }),
  signal("a player", (p) => p.facts.counts.players > 0, { media: 3 }),
  signal("linked as media", (p) => /^(video|music)/.test(p.facts.openGraph), { media: 3 }),
  signal(
    "media is named",
    (p) =>
      p.typeOf(
        /^(VideoObject|AudioObject|Movie|TVEpisode|PodcastEpisode|MusicRecording|MusicAlbum|ImageGallery)$/,
      ) > 0,
    { media: 3 },
  ),
  signal("buttons to play", (p) => p.controls("play") >= 2, { media: 2 }),
  signal("media leads", (p) => p.about("media"), { media: 1 }),
  signal("pictures in rows", (p) => p.cards(isPictures) >= 6, { media: 2 }),
  signal("photos are counted", (p) => p.about("photos") || p.text("photos", 200), { media: 1 }),
];

const PLACES: readonly Signal[] = [
  signal("a person is named", (p) => p.typeOf(/^(ProfilePage|Person)$/) > 0, { profile: 3.5 }),
  signal("linked as profile", (p) => p.facts.openGraph === "profile", { profile: 3.5 }),
  signal("followers", (p) => p.text("followers"), { profile: 1.5 }),
  signal("a button to follow", (p) => p.controls("followers") > 0, { profile: 1.5 }),
  signal("a life in headings", (p) => p.headed("biography") >= 1, { profile: 1.5 }),
  signal("more of a life in headings", (p) => p.headed("biography") >= 2, { profile: 1.5 }),
  signal("a person's data", (p) => p.text("biography"), { profile: 1.5 }),
  signal("a tool leads", (p) => p.about("dashboard"), { dashboard: 2 }),
  signal("a way out", (p) => p.offers("logout"), { dashboard: 2 }),
  signal("a tool's rooms", (p) => p.links("appNav") >= 3, { dashboard: 2 }),
  signal("charts", (p) => p.facts.counts.charts > 0, { dashboard: 2 }),
  signal("several charts", (p) => p.facts.counts.charts >= 3, { dashboard: 2 }),
  signal("rows of data", (p) => p.facts.counts.rows >= 5, { dashboard: 1 }),
  signal("a call to begin", (p) => p.offers("start"), { landing: 1.5 }),
  signal("several calls to begin", (p) => p.controls("start") + p.links("start") >= 2, {
    landing: 1.5,
  }),
  signal("a pitch in headings", (p) => p.headed("pitch") >= 1 || p.text("pitch"), { landing: 1.5 }),
  signal("more of a pitch", (p) => p.headed("pitch") >= 2, { landing: 1 }),
  signal("several sections", (p) => p.facts.counts.sections >= 3, { landing: 1 }),
  signal("a company's links", (p) => p.links("corporate") >= 2, { landing: 1.5 }),
  signal("linked as website", (p) => p.facts.openGraph === "website", {
    landing: 0.5,
    ecommerce: 0.5,
  }),
];

/** The whole table; its weights are in the units of `score.ts`. */
export const SIGNALS: readonly Signal[] = [
  ...GATES,
  ...ACCOUNTS,
  ...SHOPPING,
  ...READING,
  ...STREAMS,
  ...PLACES,
];
