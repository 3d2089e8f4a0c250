import type { PageKind } from "../../../src/browser/page-kind/page-kind.ts";

/** A page in the style of a real site, and what a person would call it. */
export interface Fixture {
  readonly kind: PageKind;
  readonly name: string;
  readonly html: string;
  readonly status: number;
}

interface Options {
  readonly lang?: string;
  readonly head?: string;
  readonly status?: number;
}

/** A whole document around a body. */
export function fixture(
  kind: PageKind,
  title: string,
  body: string,
  { lang = "en", head = "", status = 200 }: Options = {},
): Fixture {
  const html = `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">${head}</head><body>${body}</body></html>`;
  return { kind, name: title === "" ? `${kind} without a title` : title, html, status };
}

export function jsonLd(value: unknown): string {
  return `<script type="application/ld+json">${JSON.stringify({ "@context": "https://schema.org", ...Object(value) })}</script>`;
}

export function og(type: string, site = "Example"): string {
  return `<meta property="og:type" content="${type}"><meta property="og:site_name" content="${site}">`;
}

/** `count` pieces of markup, each made from its number. */
export function times(count: number, piece: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => piece(index)).join("\n");
}

export function links(...labels: string[]): string {
  return labels.map((label) => `<a href="/${encodeURIComponent(label)}">${label}</a>`).join("\n");
}

/** A picture with the size of a real one and no bytes to load. */
export function picture(width: number, height: number, alt = ""): string {
  return `<img alt="${alt}" width="${width}" height="${height}" src="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='${width}' height='${height}'/%3E">`;
}
