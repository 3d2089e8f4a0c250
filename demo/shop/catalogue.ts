import { PRODUCTS } from "./products.ts";

/** One thing on sale: prices in cents, `colours` and `sizes` in the order they are offered. */
export interface Product {
  slug: string;
  name: string;
  category: CategoryId;
  price: number;
  rating: number;
  ratings: number;
  stock: number;
  blurb: string;
  material: string;
  colours: readonly ColourName[];
  sizes: readonly string[];
}

/** The four departments, as they stand in URLs. */
export type CategoryId = "kitchen" | "desk" | "outdoors" | "home";

/** The colours a product can have; the hex value tints its drawing. */
export const COLOURS = {
  Forest: "#3f6f56",
  Cream: "#e6d9bd",
  Slate: "#5a6873",
  Clay: "#c2694a",
  Honey: "#d8a23f",
  Night: "#2f3f5e",
  Natural: "#c8a578",
  Brass: "#c7a04a",
  Copper: "#b5673c",
  Rose: "#c58a8a",
} as const;

/** A key of `COLOURS`. */
export type ColourName = keyof typeof COLOURS;

/** The departments with their headings, in menu order. */
export const CATEGORIES: readonly { id: CategoryId; name: string; line: string; face: string }[] = [
  { id: "kitchen", name: "Kitchen", line: "For the first cup", face: "stoneware-teapot" },
  { id: "desk", name: "Desk", line: "For clear thinking", face: "arc-desk-lamp" },
  { id: "outdoors", name: "Outdoors", line: "For the long way home", face: "canvas-day-pack" },
  { id: "home", name: "Home", line: "For the quiet hours", face: "terracotta-pot" },
];

const BY_SLUG = new Map(PRODUCTS.map((product) => [product.slug, product]));

/** The product of a URL, or nothing when the shop does not carry it. */
export function findProduct(slug: string): Product | undefined {
  return BY_SLUG.get(slug);
}

/** The name a department is shown under. */
export function categoryName(id: CategoryId): string {
  return CATEGORIES.find((category) => category.id === id)?.name ?? id;
}

/** The orders a result list can have; the first is the default. */
export const SORTS = [
  { id: "featured", name: "Featured" },
  { id: "price-up", name: "Price, low to high" },
  { id: "price-down", name: "Price, high to low" },
  { id: "rating", name: "Best rated" },
] as const;

/** What a visitor asked the result list for, every field already checked. */
export interface Search {
  query: string;
  categories: readonly string[];
  maxPrice: number;
  inStock: boolean;
  sort: string;
}

function matches(product: Product, search: Search): boolean {
  const text = ` ${product.name} ${product.blurb} ${product.category}`.toLowerCase();
  const words = search.query.toLowerCase().split(/\s+/).filter(Boolean);
  return (
    words.every((word) => text.includes(` ${word}`)) &&
    (search.categories.length === 0 || search.categories.includes(product.category)) &&
    product.price <= search.maxPrice &&
    (!search.inStock || product.stock > 0)
  );
}

const COMPARE: Record<string, (a: Product, b: Product) => number> = {
  "price-up": (a, b) => a.price - b.price,
  "price-down": (a, b) => b.price - a.price,
  rating: (a, b) => b.rating - a.rating,
};

/** Every product that matches, in the order asked for. */
export function searchProducts(search: Search): Product[] {
  const found = PRODUCTS.filter((product) => matches(product, search));
  const compare = COMPARE[search.sort];
  return compare ? found.sort(compare) : found;
}
