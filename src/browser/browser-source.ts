/** Thrown when a browser, or the session's context in it, is not there any more. */
export class BrowserGone extends Error {
  constructor() {
    super("the browser is gone");
    this.name = "BrowserGone";
  }
}

/** Where a session's browser comes from: the platform, or an endpoint of the caller's. */
export interface BrowserSource {
  /**
   * Starts or finds a browser and gives an id for it that never leaves the server. The platform holds
   * one that is started to the hosts of a list, if there is one.
   */
  acquire(allowedHosts?: readonly string[]): Promise<string>;
  /** Opens a CDP socket to it; throws `BrowserGone` when it is not there any more. */
  connect(browserId: string): Promise<WebSocket>;
  exists(browserId: string): Promise<boolean>;
  /** Ends a browser that is ours to end; one of the caller's lives on. */
  close(browserId: string): Promise<void>;
}
