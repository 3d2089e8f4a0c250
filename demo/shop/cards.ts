/** What the payment side remembers of a card: never its number. */
export interface Card {
  token: string;
  lastFour: string;
}

/** What stands in the payment form. */
export interface CardInput {
  number: string;
  expiry: string;
  code: string;
}

function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** Says what is wrong with a card, or nothing when it could be charged. */
export function cardProblem(input: CardInput): string | undefined {
  const digits = input.number.replace(/[ -]/g, "");
  if (!/^\d{13,19}$/.test(digits) || !passesLuhn(digits)) return "The card number is not valid.";
  if (!/^(0[1-9]|1[0-2]) ?\/ ?\d{2}$/.test(input.expiry)) return "Write the expiry date as MM/YY.";
  if (!/^\d{3,4}$/.test(input.code)) return "The security code has three or four digits.";
  return undefined;
}

/** The cards of one running shop, known to the shop only by token. */
export class Cards {
  readonly #byToken = new Map<string, Card>();

  /** Keeps the last four digits of a checked card under a new token. */
  add(input: CardInput): Card {
    const lastFour = input.number.replace(/\D/g, "").slice(-4);
    const card = { token: `tok_${this.#byToken.size + 1}_${lastFour}`, lastFour };
    this.#byToken.set(card.token, card);
    return card;
  }

  /** The card of a token that the payment form handed to the shop. */
  find(token: string): Card | undefined {
    return this.#byToken.get(token);
  }
}
