/** Sends a request and follows nothing. */
export type Send = (request: Request) => Promise<Response>;

/** A browser of one person as far as forms and cookies need it. */
export class FormBrowser {
  readonly #origin: string;
  readonly #transport: Send;
  readonly #cookies = new Map<string, string>();

  constructor(origin: string, transport: Send = (request) => fetch(request)) {
    this.#origin = origin;
    this.#transport = transport;
  }

  /** Opens a page as a link from elsewhere does, or as one of the server's own. */
  open(url: string | URL, site: "cross-site" | "same-origin" = "same-origin"): Promise<Response> {
    return this.#send(url, { headers: { "Sec-Fetch-Site": site } });
  }

  submit(path: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
    return this.#send(path, {
      method: "POST",
      headers: { "Sec-Fetch-Site": "same-origin", Origin: this.#origin, ...headers },
      body: new URLSearchParams(fields),
    });
  }

  logIn(token: string): Promise<Response> {
    return this.submit("/login", { token, next: "/approvals" });
  }

  forget(): void {
    this.#cookies.clear();
  }

  async #send(url: string | URL, { headers, ...init }: RequestInit): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const all = { ...(cookie === "" ? {} : { Cookie: cookie }), ...Object(headers) };
    const to = new URL(url, this.#origin);
    const request = new Request(to, { ...init, headers: all, redirect: "manual" });
    const response = await this.#transport(request);
    for (const set of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (value === "") this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return response;
  }
}

/** The hidden fields of a page's form to `/authorize`. */
export function hiddenFields(page: string): Record<string, string> {
  const form = /<form[^>]*action="\/authorize"[\s\S]*?<\/form>/.exec(page)?.[0] ?? "";
  const fields = [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)];
  return Object.fromEntries(fields.map(([, name = "", value = ""]) => [name, value]));
}
