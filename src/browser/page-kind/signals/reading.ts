import { isReply } from "../evidence.ts";
import { type Signal, signal } from "../signal.ts";

/** Texts, manuals, questions and their answers. */
export const READING: readonly Signal[] = [
  signal(
    "an article is named",
    (p) =>
      p.typeOf(/(Article|BlogPosting|Report|Recipe|Review)$/) > 0 &&
      p.typeOf(/^(TechArticle|APIReference)$/) === 0,
    { article: 3 },
  ),
  signal("linked as article", (p) => p.facts.openGraph === "article", { article: 2.5 }),
  signal("mostly paragraphs", (p) => p.prose > 0.5 && p.facts.counts.paragraphLength > 600, {
    article: 2.5,
  }),
  signal("long paragraphs", (p) => p.facts.counts.paragraphLength > 1_800, {
    article: 2,
    landing: -2,
  }),
  signal("very long paragraphs", (p) => p.facts.counts.paragraphLength > 3_500, {
    article: 1.5,
    landing: -1,
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
  signal("code", (p) => p.facts.counts.code > 0, { documentation: 1.5 }),
  signal("much code", (p) => p.facts.counts.code >= 4, { documentation: 1.5 }),
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
  signal(
    "mostly questions as headings",
    (p) => p.headed("question") >= 4 && 2 * p.headed("question") > p.facts.headings.length,
    { qa: 3 },
  ),
  signal(
    "answers that open",
    (p) => p.facts.counts.details >= 4 && p.facts.headings.length <= p.facts.counts.details,
    { qa: 3 },
  ),
  signal("common questions lead", (p) => p.about("faq"), { qa: 3 }),
];
