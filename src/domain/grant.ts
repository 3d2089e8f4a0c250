/** Who calls: every session belongs to exactly one grant. */
export interface Grant {
  readonly id: string;
}

/** The grant of whoever deployed the server and holds `LEAPFROG_TOKEN`. */
export const OWNER: Grant = { id: "owner" };

/** What a caller has shown to be let in; the grant's own object judges all but the owner's token. */
export type Proof =
  /** Compared with `LEAPFROG_TOKEN` already. */
  | { readonly kind: "owner" }
  /** SHA-256 of the whole key, in hex. */
  | { readonly kind: "key"; readonly digest: string }
  /** A token that the OAuth library has verified; it ends with the generation it was made in. */
  | { readonly kind: "oauth"; readonly generation: number; readonly subject: string }
  /** A token that Cloudflare Access has signed. */
  | { readonly kind: "access"; readonly subject: string }
  /** A signed link, which speaks for its grant as long as that is good. */
  | { readonly kind: "link" };

/** The grant a request names, with what it shows for it. */
export interface Identity {
  readonly grantId: string;
  readonly proof: Proof;
}

/** Who calls by which client, for counters and the audit; words of strangers, never to be believed. */
export interface CallerFacts {
  readonly grantId: string;
  /** The person or service within the grant, where the login tells. */
  readonly subject?: string;
  /** Name and version of the client program. */
  readonly client?: string;
  /** Drawn for each HTTP request. */
  readonly requestId: string;
}
