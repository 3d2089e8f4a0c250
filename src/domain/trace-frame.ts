/** A picture of the active tab at one moment. */
export interface TraceFrame {
  readonly number: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly width: number;
  readonly height: number;
  /** The tab's index, and the address it showed. */
  readonly tab: number;
  readonly url: string;
}

/** The pictures of a session, oldest first. */
export interface TraceFrames {
  list(): readonly TraceFrame[];
  /** JPEG; undefined once it is gone. */
  read(number: number): Uint8Array | undefined;
  /** Pictures that made room for later ones. */
  readonly dropped: number;
  /** Pictures that could not be had, in time or in size. */
  readonly missed: number;
}
