/** A customer as the server tells of one. */
export interface Customer {
  readonly id: string;
  name: string;
  email: string;
  phone: string | null;
  status: "lead" | "active" | "churned";
  readonly balance: number;
  readonly tags: readonly string[];
  readonly createdAt: string;
}

export interface Order {
  readonly id: number;
  readonly customerId: string;
  readonly placedAt: string;
  readonly total: number;
  readonly currency: string;
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[];
  readonly note?: string;
}

/** Who signs in. */
export const AGENT = {
  id: "0b6f3c52-6f0e-4d0b-9c55-1f8a7f5b2e01",
  name: "Ilse Vandamme",
  email: "ilse.vandamme@crm.example",
  phone: "+32 470 12 34 56",
  password: "correct-horse-Battery-9",
} as const;

export const TOKEN = "crm-at-5Qk8vXy2LmN7pRt4WzB9cDfG3hJ6sA1e";
export const CSRF = "csrf-9f8e7d6c5b4a39281706f5e4d3c2b1a0";
export const SESSION = "s-7bC2nQ4xV9kLw8Zt1RyE5uMaP3oHd6Gf";

const NAMES = [
  "Marta Oyelaran",
  "Joaquim Teixeira",
  "Siobhan Galbraith",
  "Yusuf Demirkan",
  "Annelise Brodersen",
  "Tomasz Wieczorek",
  "Priya Raghunathan",
  "Dmitri Kovalenko",
  "Chloe Marchetti",
  "Hiroshi Nakagawa",
  "Fatima Benslimane",
  "Bram Hoogendoorn",
] as const;

const STATUSES = ["active", "lead", "churned"] as const;
const TAGS = [["vip", "export"], ["newsletter"], []] as const;
const FIRST_ORDER = 1041;

/** In the order in which they were entered. */
export const CUSTOMER_IDS: readonly string[] = NAMES.map((_, index) => {
  const tail = ((index + 1) * 0x1f3d5b79a1).toString(16).padStart(12, "0");
  return `c${index.toString(16)}a7d3e${index % 10}-4b1f-4e6a-8${index.toString(16)}2c-${tail}`;
});

export const ARTICLE_SLUGS: readonly string[] = [
  "how-to-import-contacts",
  "sending-your-first-invoice",
  "keeping-duplicates-out",
  "rounding-of-taxes-explained",
  "moving-from-spreadsheets",
];

export const REPORT_DATES: readonly string[] = ["2026-05-01", "2026-05-02", "2026-06-15"];

/** Anew each time, since some are changed and deleted. */
export function seedCustomers(): Customer[] {
  return NAMES.map((name, index) => ({
    id: CUSTOMER_IDS[index] ?? "",
    name,
    email: emailOf(name),
    phone: index % 4 === 3 ? null : phoneOf(index),
    status: STATUSES[index % STATUSES.length] ?? "active",
    balance: Math.round(index * 137.35 * 100) / 100,
    tags: TAGS[index % TAGS.length] ?? [],
    createdAt: `2026-0${1 + (index % 9)}-1${index % 10}T08:${10 + index}:00.000Z`,
  }));
}

/** Two for each customer that was there from the beginning, one of them with a note. */
export function ordersOf(customerId: string): Order[] {
  const index = CUSTOMER_IDS.indexOf(customerId);
  if (index === -1) return [];
  const order = (id: number) => ({
    id,
    customerId,
    placedAt: `2026-04-${10 + index}T09:30:00.000Z`,
    total: id * 1.5,
    currency: index % 2 === 0 ? "EUR" : "USD",
    lines: [
      { sku: `SKU-${id}`, quantity: 1 + (id % 3) },
      { sku: "SHIPPING", quantity: 1 },
    ],
  });
  const first = FIRST_ORDER + index * 2;
  return [order(first), { ...order(first + 1), note: `For ${NAMES[index]}, third floor` }];
}

/** Values of people and of their sessions, none of which belongs into anything that leaves. */
export const PERSONAL: readonly string[] = [
  AGENT.name,
  AGENT.email,
  AGENT.phone,
  AGENT.password,
  TOKEN,
  CSRF,
  SESSION,
  ...NAMES,
  ...NAMES.map(emailOf),
  ...NAMES.map((_, index) => phoneOf(index)),
];

function emailOf(name: string): string {
  return `${name.toLowerCase().replace(" ", ".")}@mail.example`;
}

function phoneOf(index: number): string {
  return `+44 20 7946 0${String(index * 37 + 101)}`;
}
