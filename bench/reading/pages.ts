/** Where a page comes from; medians are told for the news pages, targets for some. */
export type PageKind = "news" | "list" | "app" | "own";

/** One page of the bench. */
export interface BenchPage {
  /** Short, for tables and for the questions in `facts/`. */
  readonly name: string;
  readonly path: string;
  readonly kind: PageKind;
}

/** The first twenty pages of `htmlparser-benchmark`, by the eight digits their names begin with. */
const NEWS = (
  "005055fd 0227809b 0339f4fe 039c4b96 0475e5ee 06ed0a83 07137ba3 078cdb45 0873e750 09063815 " +
  "0908784e 09198e90 0a8c510c 0e55dcdb 15925c0d 16702eaf 173cb850 176f3005 17ca8532 19fe8f57"
).split(" ");

const ADMIN = "index tables login register forgot-password buttons cards 404".split(" ");
const OWN = "small-form data-table shop-list settings".split(" ");

/** All pages, the HN-like list first. */
export const PAGES: readonly BenchPage[] = [
  { name: "news-list", path: "/own/news-list", kind: "list" },
  ...OWN.map((name) => ({ name, path: `/own/${name}`, kind: "own" as const })),
  ...ADMIN.map((name) => ({
    name: `admin-${name}`,
    path: `/admin/${name}.html`,
    kind: "app" as const,
  })),
  { name: "swagger", path: "/swagger/index.html", kind: "app" },
  ...NEWS.map((name) => ({
    name: `news-${name}`,
    path: `/news/${name}.html`,
    kind: "news" as const,
  })),
];

/** Those with a part of the name, or the first of the list by their number; all for "". */
export function pagesFor(wanted: string): readonly BenchPage[] {
  if (/^\d{1,2}$/.test(wanted)) return PAGES.slice(0, Number(wanted));
  return PAGES.filter(({ name }) => name.includes(wanted));
}
