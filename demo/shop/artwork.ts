import { COLOURS, type Product } from "./catalogue.ts";
import { Html, html } from "./html.ts";

/** Drawings in a 120 × 120 box: `t` is the tint, `d` a darker shade over it, `l` a light one. */
const DRAWINGS: Record<string, string> = {
  "stoneware-teapot":
    '<path class="t" d="M34 56h46c6 0 10 8 10 18 0 14-12 22-33 22S24 88 24 74c0-10 4-18 10-18z"/><path class="n" d="M88 66c14-6 14 18 0 18M26 70c-10-2-12-14-16-18"/><path class="d" d="M40 56c2-8 32-8 34 0z"/><circle class="d" cx="57" cy="46" r="4"/>',
  "enamel-mug":
    '<path class="t" d="M32 40h46v44c0 6-4 10-10 10H42c-6 0-10-4-10-10z"/><path class="n" d="M78 50c18-2 18 28 0 26"/><path class="d" d="M30 36h50v7H30z"/>',
  "walnut-serving-board":
    '<rect class="t" x="28" y="40" width="64" height="56" rx="10"/><rect class="t" x="52" y="16" width="16" height="32" rx="8"/><circle class="l" cx="60" cy="25" r="4"/><path class="d" d="M36 56h48v3H36zM36 70h48v3H36z"/>',
  "glass-pour-over":
    '<path class="l" d="M36 22h48L66 56v6l18 30c2 4-2 8-6 8H42c-4 0-8-4-6-8l18-30v-6z"/><path class="t" d="M44 82h32l6 12c1 2-1 4-4 4H42c-3 0-5-2-4-4z"/><path class="d" d="M50 52h20v12H50z"/>',
  "linen-apron":
    '<path class="t" d="M44 30h32l4 26 14 10v32H26V66l14-10z"/><path class="n" d="M46 30c0-18 28-18 28 0"/><path class="d" d="M42 72h36v16H42z"/>',
  "copper-kettle":
    '<path class="t" d="M30 60c0-18 60-18 60 0l6 34H24z"/><path class="n" d="M38 48c0-30 44-30 44 0M28 72 12 60"/><circle class="d" cx="60" cy="44" r="5"/>',
  "dot-grid-notebook":
    '<rect class="t" x="32" y="20" width="58" height="80" rx="5"/><path class="d" d="M32 20h10v80H32z"/><path class="l" d="M52 36h28v12H52z"/><path class="d" d="M84 20h3v80h-3z"/>',
  "brass-rollerball":
    '<g transform="rotate(40 60 60)"><rect class="t" x="54" y="14" width="12" height="76" rx="5"/><path class="d" d="M54 40h12v4H54zM56 90h8l-4 14z"/><path class="n" d="M68 18v24"/></g>',
  "arc-desk-lamp":
    '<path class="n" d="M40 96V56c0-30 20-36 34-30"/><path class="t" d="M62 22 90 30 98 58 56 44z"/><rect class="d" x="22" y="94" width="38" height="8" rx="4"/><circle class="l" cx="76" cy="54" r="6"/>',
  "wool-felt-desk-pad":
    '<rect class="t" x="14" y="40" width="92" height="50" rx="6"/><rect class="d" x="26" y="56" width="46" height="18" rx="3"/><ellipse class="l" cx="88" cy="66" rx="7" ry="10"/>',
  "cedar-pencil-set":
    '<g transform="rotate(-12 60 60)"><path class="t" d="M34 34h12v66H34zM54 34h12v66H54zM74 34h12v66H74z"/><path class="l" d="M34 34l6-16 6 16zM54 34l6-16 6 16zM74 34l6-16 6 16z"/><path class="d" d="M34 92h12v8H34zM54 92h12v8H54zM74 92h12v8H74z"/></g>',
  "oak-paper-tray":
    '<path class="l" d="M30 46h60v16H30z"/><path class="t" d="M20 58h80v12H20zM20 82h80v12H20z"/><path class="d" d="M20 50h8v44h-8zM92 50h8v44h-8z"/>',
  "canvas-day-pack":
    '<path class="t" d="M34 46c0-26 52-26 52 0v46c0 6-4 10-10 10H44c-6 0-10-4-10-10z"/><path class="n" d="M50 28c0-16 20-16 20 0"/><path class="d" d="M34 52h52v5H34z"/><rect class="d" x="44" y="68" width="32" height="24" rx="4"/>',
  "trail-bottle":
    '<rect class="t" x="42" y="36" width="36" height="68" rx="9"/><rect class="d" x="48" y="18" width="24" height="18" rx="4"/><path class="n" d="M54 18c0-8 12-8 12 0"/><path class="l" d="M50 46h6v44h-6z"/>',
  "waxed-field-blanket":
    '<ellipse class="d" cx="30" cy="64" rx="14" ry="20"/><path class="t" d="M30 44h62c10 0 10 40 0 40H30c-14-6-14-34 0-40z"/><path class="l" d="M52 44h6v40h-6zM76 44h6v40h-6z"/><path class="n" d="M55 44c0-18 24-18 24 0"/>',
  "folding-camp-stool":
    '<path class="t" d="M28 42h64v12c-20 8-44 8-64 0z"/><path class="n" d="M32 50l52 50M88 50l-52 50"/><path class="d" d="M26 36h68v8H26z"/>',
  "rechargeable-head-torch":
    '<path class="n" d="M18 62c0-40 84-40 84 0"/><rect class="t" x="40" y="50" width="40" height="34" rx="9"/><circle class="l" cx="60" cy="67" r="12"/><path class="d" d="M20 58h20v10H20zM80 58h20v10H80z"/>',
  "light-rain-shell":
    '<path class="t" d="M46 24h28l22 16-8 22-10-4v44H42V58l-10 4-8-22z"/><path class="d" d="M58 34h4v68h-4z"/><path class="d" d="M46 24c4 14 24 14 28 0l-14-8z"/>',
  "beeswax-candle":
    '<rect class="t" x="44" y="46" width="32" height="52" rx="5"/><path class="n" d="M60 46v-10"/><path class="l" d="M60 14c10 12 8 22 0 22s-10-10 0-22z"/><rect class="d" x="34" y="96" width="52" height="7" rx="3"/>',
  "lambswool-throw":
    '<path class="t" d="M26 30h68v56H26z"/><path class="l" d="M26 44h68v5H26zM26 68h68v5H26z"/><path class="d" d="M48 30h5v56h-5z"/><path class="n" d="M30 86v12M42 86v12M54 86v12M66 86v12M78 86v12M90 86v12"/>',
  "birch-wall-clock":
    '<circle class="t" cx="60" cy="60" r="42"/><circle class="l" cx="60" cy="60" r="34"/><path class="n" d="M60 60V36M60 60l16 10"/><circle class="d" cx="60" cy="60" r="4"/>',
  "terracotta-pot":
    '<path class="n" d="M60 56V30"/><path class="g" d="M60 42c-24 2-26-20-24-24 16 0 24 10 24 24zM60 34c0-14 12-20 24-18 2 12-8 20-24 18z"/><path class="t" d="M36 62h48l-7 38H43z"/><path class="d" d="M31 54h58v11H31z"/>',
  "waffle-bath-towel":
    '<rect class="t" x="24" y="64" width="72" height="14" rx="7"/><rect class="d" x="24" y="80" width="72" height="14" rx="7"/><rect class="t" x="24" y="48" width="72" height="14" rx="7"/><rect class="l" x="24" y="32" width="72" height="14" rx="7"/>',
  "seagrass-basket":
    '<path class="t" d="M24 50h72l-8 48H32z"/><path class="d" d="M27 62h66v5H27zM29 76h62v5H29z"/><path class="n" d="M42 50c0-24 36-24 36 0"/>',
};

/** The product's picture as inline SVG, tinted by the CSS property `--tint`. */
export function picture(product: Product, label: string): Html {
  const tint = COLOURS[product.colours[0] ?? "Natural"];
  const drawing = new Html(DRAWINGS[product.slug] ?? "");
  return html`<svg class="art" viewBox="0 0 120 120" role="img" aria-label="${label}" style="--tint:${tint}"><ellipse class="shade" cx="60" cy="103" rx="40" ry="5"/>${drawing}</svg>`;
}

/** The same picture where the name stands next to it, hidden from assistive technology. */
export function decoration(product: Product): Html {
  return new Html(
    picture(product, "").text.replace('role="img" aria-label=""', 'aria-hidden="true"'),
  );
}
