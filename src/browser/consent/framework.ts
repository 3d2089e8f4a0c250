import type { BannerLook, ConsentWay } from "./banner.ts";

/** What a session does with consent banners that it knows. */
export type ConsentMode = "off" | "reject" | "accept";

/** What a banner is answered. */
export type ConsentReply = Exclude<ConsentMode, "off">;

/** One kind of consent banner: how it is known for sure, and which of its controls answer it. */
export interface ConsentFramework extends BannerLook {
  /** As its maker writes it. */
  readonly name: string;
  /** Hosts that its script comes from, their subdomains included. */
  readonly scriptHosts: readonly string[];
  /** What its script leaves in the page's global scope, as paths. */
  readonly globals: readonly string[];
  /** Set where `banners` are frames: the hosts that show it, besides the page's own and those below. */
  readonly frameHosts?: readonly string[];
  /** Ways to refuse all, the best first. */
  readonly reject: readonly ConsentWay[];
  /** Ways to allow all, the best first. */
  readonly accept: readonly ConsentWay[];
}
