/** The checkout form as the visitor sent it, nothing checked. */
export interface CheckoutForm {
  fullName: string;
  email: string;
  street: string;
  city: string;
  postcode: string;
  country: string;
  deliverFrom: string;
  note: string;
  terms: boolean;
  cardToken: string;
}

/** The countries the shop delivers to, with what a postcode looks like there. */
export const COUNTRIES = [
  { code: "AT", name: "Austria", postcode: /^\d{4}$/, example: "1010" },
  { code: "DE", name: "Germany", postcode: /^\d{5}$/, example: "10115" },
  { code: "FR", name: "France", postcode: /^\d{5}$/, example: "75001" },
  { code: "NL", name: "Netherlands", postcode: /^\d{4} ?[A-Z]{2}$/i, example: "1012 AB" },
  {
    code: "GB",
    name: "United Kingdom",
    postcode: /^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/i,
    example: "SW1Y 4JH",
  },
  { code: "US", name: "United States", postcode: /^\d{5}(-\d{4})?$/, example: "10001" },
] as const;

/** A form nobody has filled in yet. */
export const EMPTY_CHECKOUT: CheckoutForm = {
  fullName: "",
  email: "",
  street: "",
  city: "",
  postcode: "",
  country: "",
  deliverFrom: "",
  note: "",
  terms: false,
  cardToken: "",
};

/** What is wrong, keyed by the field's name in the form. */
export type FieldErrors = Partial<Record<keyof CheckoutForm | "slot", string>>;

/** Takes the known fields out of a sent form, trimmed. */
export function readCheckout(form: URLSearchParams): CheckoutForm {
  const text = (name: string) => (form.get(name) ?? "").trim().slice(0, 500);
  return {
    fullName: text("fullName"),
    email: text("email"),
    street: text("street"),
    city: text("city"),
    postcode: text("postcode"),
    country: text("country"),
    deliverFrom: text("deliverFrom"),
    note: text("note"),
    terms: form.get("terms") === "yes",
    cardToken: text("cardToken"),
  };
}

const REQUIRED = [
  ["fullName", "Enter your full name."],
  ["email", "Enter your email address."],
  ["street", "Enter a street and number."],
  ["city", "Enter a city."],
  ["country", "Choose a country."],
] as const;

function postcodeProblem(form: CheckoutForm): string | undefined {
  const country = COUNTRIES.find(({ code }) => code === form.country);
  if (!country || country.postcode.test(form.postcode)) return undefined;
  return `A postcode in ${country.name} looks like ${country.example}.`;
}

function dateProblem(date: string): string | undefined {
  if (date === "") return undefined;
  const time = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(time)) return "Enter a date.";
  return new Date(time).getUTCDay() === 0 ? "We do not deliver on Sundays." : undefined;
}

/** Checks what the browser's own validation cannot know; an empty object means all is well. */
export function addressErrors(form: CheckoutForm): FieldErrors {
  const errors: FieldErrors = {};
  for (const [field, message] of REQUIRED) if (form[field] === "") errors[field] = message;
  const postcode = postcodeProblem(form);
  if (postcode) errors.postcode = postcode;
  const date = dateProblem(form.deliverFrom);
  if (date) errors.deliverFrom = date;
  if (!form.terms) errors.terms = "Accept the terms to place your order.";
  return errors;
}
