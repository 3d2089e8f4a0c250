import { randomUUID } from "node:crypto";

/** One row of a cart; `key` is unique for a product in a colour and a size. */
export interface CartLine {
  key: string;
  slug: string;
  colour: string;
  size: string;
  quantity: number;
}

/** A placed order, as the account page lists it. */
export interface Order {
  number: string;
  placed: string;
  status: "Delivered" | "On its way" | "Being packed";
  total: number;
  items: readonly string[];
  delivery: string;
}

/** A review with the facts of the photo as the server received it. */
export interface Review {
  slug: string;
  rating: number;
  text: string;
  photo: { name: string; bytes: number } | undefined;
}

/** Everything the shop remembers of one cookie. */
export interface Visitor {
  id: string;
  name: string | undefined;
  lines: CartLine[];
  giftWrap: boolean;
  coupon: string | undefined;
  slot: string | undefined;
  orders: Order[];
  reviews: Review[];
  flash: string | undefined;
}

const MAX_VISITORS = 500;

/** The only account of the shop. */
export const DEMO_USER = {
  email: "ada@example.com",
  password: "analytical-engine",
  name: "Ada Lovelace",
};

const PAST_ORDERS: readonly Order[] = [
  {
    number: "MB-10031",
    placed: "9 November 2026",
    status: "On its way",
    total: 9600,
    items: ["1 × Arc Desk Lamp"],
    delivery: "Fri 20 November, 9–12",
  },
  {
    number: "MB-10023",
    placed: "2 October 2026",
    status: "Delivered",
    total: 5390,
    items: ["3 × Dot Grid Notebook"],
    delivery: "Tue 6 October, 13–16",
  },
  {
    number: "MB-10012",
    placed: "18 August 2026",
    status: "Delivered",
    total: 6990,
    items: ["1 × Waxed Field Blanket"],
    delivery: "Mon 24 August, 9–12",
  },
];

function newVisitor(): Visitor {
  return {
    id: randomUUID(),
    name: undefined,
    lines: [],
    giftWrap: false,
    coupon: undefined,
    slot: undefined,
    orders: [],
    reviews: [],
    flash: undefined,
  };
}

/** The visitors of one running shop, oldest forgotten first. */
export class Visitors {
  readonly #byId = new Map<string, Visitor>();
  #lastOrder = 10040;

  /** The visitor of a cookie value, a new one when the value is unknown. */
  find(id: string | undefined): Visitor {
    const known = id === undefined ? undefined : this.#byId.get(id);
    return known ?? this.#keep(newVisitor());
  }

  /** Signs a visitor in under a fresh id, so that an id seen before the login is worth nothing. */
  signIn(visitor: Visitor): void {
    this.#byId.delete(visitor.id);
    visitor.id = randomUUID();
    visitor.name = DEMO_USER.name;
    visitor.orders = [...PAST_ORDERS];
    this.#keep(visitor);
  }

  /** Forgets everything about the visitor; the next request starts anew. */
  signOut(visitor: Visitor): void {
    this.#byId.delete(visitor.id);
  }

  /** Order numbers count up for the whole shop, so two visitors never share one. */
  nextOrderNumber(): string {
    this.#lastOrder += 1;
    return `MB-${this.#lastOrder}`;
  }

  #keep(visitor: Visitor): Visitor {
    this.#byId.set(visitor.id, visitor);
    const oldest = this.#byId.keys().next();
    if (this.#byId.size > MAX_VISITORS && !oldest.done) this.#byId.delete(oldest.value);
    return visitor;
  }
}
