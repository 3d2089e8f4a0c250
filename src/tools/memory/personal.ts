const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/;
const PHONE = /^\+?[\d\s().\-/]{7,20}$/;
const IBAN = /^[A-Z]{2}\d{2}[A-Z0-9 ]{11,34}$/;
const CARD = /^(?:\d[ -]?){13,19}$/;
/** What fields for personal things are called. */
const FIELDS =
  /\b(?:name|vorname|nachname|surname|username|user|login|e-?mail|mail|phone|telefon|mobile|address|street|strasse|straße|city|town|zip|postal|postcode|plz|birth|birthday|geburt|passport|ssn|iban|account|company|firma|nom|prénom|adresse|nombre|apellido|correo|dirección)\b/i;

/** What a value is that belongs to a person, by itself or by the field it goes into; undefined for others. */
export function personalKind(value: string, label: string): string | undefined {
  const plain = value.trim();
  if (EMAIL.test(plain)) return "email";
  if (IBAN.test(plain)) return "iban";
  if (CARD.test(plain) && passesLuhn(plain.replace(/\D/g, ""))) return "card";
  if (PHONE.test(plain) && plain.replace(/\D/g, "").length >= 7 && !/^\d{1,6}$/.test(plain)) {
    return /phone|tel|mobil/i.test(label) || plain.startsWith("+") ? "phone" : undefined;
  }
  return FIELDS.test(label) ? nameFrom(label) : undefined;
}

/** A parameter's name from what a field is called, such as `e_mail_address`. */
export function nameFrom(label: string): string {
  const words = label
    .replace(/^[a-z]+ "/, "")
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^[_\d]+|_+$/g, "")
    .slice(0, 40);
  return words === "" ? "value" : words;
}

function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((all, digit, at) => {
    const number = Number(digit) * (at % 2 === 1 ? 2 : 1);
    return all + (number > 9 ? number - 9 : number);
  }, 0);
  return sum % 10 === 0;
}
