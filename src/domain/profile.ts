/** A cookie as a profile keeps it; a domain with a dot before it reaches subdomains too. */
export interface ProfileCookie {
  readonly name: string;
  readonly value: string;
  readonly domain: string;
  readonly path: string;
  /** Seconds since the epoch; absent in a cookie that ends with its browser. */
  readonly expires?: number;
  readonly httpOnly?: boolean;
  readonly secure?: boolean;
  readonly sameSite?: "Strict" | "Lax" | "None";
  /** JSON in the browser's own form. */
  readonly partitionKey?: string;
}

/** The local storage of one origin. */
export interface ProfileOrigin {
  readonly origin: string;
  readonly entries: readonly { readonly name: string; readonly value: string }[];
}

/** What lets a browser be the one it was: all of it is secret, names included. */
export interface ProfileState {
  readonly cookies: readonly ProfileCookie[];
  readonly origins: readonly ProfileOrigin[];
}

/** The state of a session's browser, with how many origins have more storage than is kept. */
export interface CarriedState extends ProfileState {
  readonly unkept: number;
}

/** What may be told of a saved profile; times are ms since the epoch. */
export interface Profile {
  readonly name: string;
  /** Exact host names, or `*.name` for the subdomains of one. */
  readonly hosts: readonly string[];
  readonly cookies: number;
  readonly origins: number;
  readonly bytes: number;
  readonly savedAt: number;
  readonly expiresAt: number;
  /** Whether the present keys open it. */
  readonly opens: boolean;
}

/** A profile as it was just saved, with the one it took the place of. */
export interface SavedProfile {
  readonly profile: Profile;
  readonly before?: Profile;
}

/** A profile with all it holds; only for a browser of its grant. */
export interface LoadedProfile {
  readonly profile: Profile;
  readonly state: ProfileState;
}

/** The profiles of one grant; every method throws `ToolFailure`. */
export interface ProfileStore {
  list(): Promise<readonly Profile[]>;
  /** Throws `not_found` for a name that is not there, `unsupported` for one that does not open. */
  find(name: string): Promise<Profile>;
  load(name: string): Promise<LoadedProfile>;
  /** Takes the place of the profile that has this name. */
  save(name: string, hosts: readonly string[], state: ProfileState): Promise<SavedProfile>;
  delete(name: string): Promise<void>;
}
