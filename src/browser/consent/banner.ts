/** What the server and the code inside pages say to each other of consent banners. */

/** Where a consent banner stands. */
export interface BannerLook {
  /** Elements of the document in whose shadow roots, and nowhere else, `banners` are. */
  readonly host?: string;
  /** Selectors of the parts that are the banner; each names one element. */
  readonly banners: readonly string[];
}

/** Selectors inside a banner that are pressed in turn; all are there before the first is. */
export type ConsentWay = readonly string[];

/** Banners that are to be seen, by their index, and the hosts that script elements name. */
export interface ConsentFacts {
  readonly shown: readonly {
    readonly index: number;
    /** False when something else looks the same. */
    readonly isOne: boolean;
    /** The frame it holds, once that is known. */
    readonly frame?: string;
  }[];
  readonly scriptHosts: readonly string[];
  /** Hosts of banners whose shadow root may be closed, about which the browser has to be asked. */
  readonly suspects: number;
}

/** Why what stands in the place of a banner's control is not pressed. */
export type ConsentMisfit = "link" | "submit" | "no button" | "nested" | "private" | "several";

export type ConsentControls =
  | { readonly way: "found"; readonly refs: readonly number[]; readonly nextRef: number }
  | { readonly way: "refused"; readonly why: ConsentMisfit }
  | { readonly way: "none" };
