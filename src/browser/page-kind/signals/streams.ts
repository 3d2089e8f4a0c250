import { isPictures, isPost, isPriced, isSnippet, isStory } from "../evidence.ts";
import { type Signal, signal } from "../signal.ts";

/** Lists of many things, and what is watched or heard. */
export const STREAMS: readonly Signal[] = [
  signal("a feed is marked", (p) => p.marked("feed"), { feed: 4 }),
  signal("things of some time", (p) => p.covering(isPost) >= 4, { feed: 3 }),
  signal("many things of some time", (p) => p.covering(isPost) >= 8, { feed: 1 }),
  signal(
    "something to say to each",
    (p) => p.controls("posts") >= 6 && p.cards((g) => g.controls >= 2 && g.prices < 0.3) >= 3,
    { feed: 2.5 },
  ),
  signal("news leads", (p) => p.about("news"), { feed: 1 }),
  signal("several stories", (p) => p.covering(isStory) >= 5, { feed: 1.5, "search-results": 0.5 }),
  signal("many stories", (p) => p.covering(isStory) >= 9, { feed: 1.5 }),
  signal("a query and results", (p) => p.about("results"), { "search-results": 3.5 }),
  signal("results are counted", (p) => p.text("results", 800), { "search-results": 2 }),
  signal("results are named", (p) => p.typeOf(/^SearchResultsPage$/) > 0, { "search-results": 4 }),
  signal(
    "a query stands in the field and is answered",
    (p) => p.facts.fields.some(({ type, echoed }) => echoed && /^(search|text)$/.test(type)),
    { "search-results": 2 },
  ),
  signal("search leads", (p) => p.titled("search"), { "search-results": 1 }),
  signal("things with a few words", (p) => p.covering(isSnippet) >= 5, { "search-results": 1.5 }),
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
