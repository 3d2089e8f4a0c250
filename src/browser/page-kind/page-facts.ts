/** What in-page code tells of a page for its kind to be told by; all of it is the page's word. */

/** A field as its markup tells it; `complete` is what the browser is asked to fill in. */
export interface FieldFact {
  readonly type: string;
  readonly hint: string;
  readonly complete: string;
  /** What stands in it is also said elsewhere on the page, as a query is by its results. */
  readonly echoed: boolean;
}

/** Siblings of one make; `chars` and `controls` are means, the rest the share that holds one. */
export interface CardGroup {
  readonly count: number;
  readonly chars: number;
  readonly links: number;
  readonly images: number;
  readonly prices: number;
  readonly ages: number;
  readonly controls: number;
  readonly headings: number;
}

/** What a page shows of what it is, in its own words; every list and every text is capped. */
export interface PageFacts {
  readonly title: string;
  /** The first visible characters. */
  readonly text: string;
  readonly headings: readonly string[];
  readonly controls: readonly string[];
  readonly links: readonly string[];
  readonly fields: readonly FieldFact[];
  readonly groups: readonly CardGroup[];
  readonly counts: Readonly<
    Record<
      | "textLength"
      | "linkLength"
      | "paragraphLength"
      | "players"
      | "charts"
      | "code"
      | "rows"
      | "prices"
      | "sections"
      | "details",
      number
    >
  >;
  /** Types of JSON-LD and microdata, without their vocabulary. */
  readonly types: readonly string[];
  readonly openGraph: string;
  /** Names of the selectors that match something. */
  readonly marks: readonly string[];
}
