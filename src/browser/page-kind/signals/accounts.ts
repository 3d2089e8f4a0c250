import { type Signal, signal } from "../signal.ts";

/** Getting in, and telling about oneself. */
export const ACCOUNTS: readonly Signal[] = [
  signal(
    "one password field",
    (p) => p.passwords === 1 && p.typed <= 4 && p.completes(/new-password/) === 0,
    { login: 3 },
  ),
  signal("a name and a password", (p) => p.passwords === 1 && p.typed === 2, { login: 1 }),
  signal("login words lead", (p) => p.typed <= 3 && p.about("login"), { login: 2 }),
  signal("a button to log in", (p) => p.typed <= 3 && p.controls("login") > 0, { login: 1.5 }),
  signal("a forgotten password", (p) => p.passwords > 0 && p.text("forgot"), { login: 1.5 }),
  signal("identity providers", (p) => p.controls("provider") > 0 && p.length < 900, { login: 2 }),
  signal("identity before password", (p) => p.typed === 1 && p.completes(/username/) > 0, {
    login: 2,
  }),
  signal(
    "a one-time code",
    (p) => p.completes(/one-time-code/) > 0 || (p.typed > 0 && p.length < 900 && p.about("code")),
    { login: 3, form: -2 },
  ),
  signal("much beside a login", (p) => p.length > 1_500 || p.linked > 0.6, { login: -2.5 }),
  signal("a text beside a form", (p) => p.facts.counts.paragraphLength > 900, { form: -3 }),
  signal("much else beside a form", (p) => p.length > 2_500 && p.linked > 0.25, { form: -2.5 }),
  signal("a whole page beside a form", (p) => p.length > 4_500 && p.linked > 0.15, {
    form: -2,
    login: -2,
  }),
  signal("linked as article, not to be filled in", (p) => p.facts.openGraph === "article", {
    form: -1.5,
  }),
  signal("a way to a lost password", (p) => p.typed > 0 && p.typed <= 2 && p.about("forgot"), {
    form: 3.5,
  }),
  signal("a new password", (p) => p.passwords >= 2 || p.completes(/new-password/) > 0, {
    form: 3,
    login: -2,
  }),
  signal("registering leads", (p) => p.about("register"), { form: 2, login: -1.5 }),
  signal("a button to register", (p) => p.controls("register") > 0 && p.typed >= 2, {
    form: 2,
    login: -1.5,
  }),
  signal("several fields", (p) => p.typed >= 3, { form: 2 }),
  signal("many fields", (p) => p.typed >= 5, { form: 1 }),
  signal(
    "choices to make",
    (p) => p.facts.fields.filter(({ type }) => type === "radio").length >= 2,
    { form: 1 },
  ),
  signal(
    "boxes to tick and a field",
    (p) => p.facts.fields.filter(({ type }) => type === "checkbox").length >= 4 && p.typed > 0,
    { form: 1.5 },
  ),
  signal("a text to write", (p) => p.facts.fields.some(({ type }) => type === "textarea"), {
    form: 1,
  }),
  signal("a file to give", (p) => p.facts.fields.some(({ type }) => type === "file"), { form: 1 }),
  signal("a form's purpose leads", (p) => p.about("contact") && p.typed > 0, { form: 1.5 }),
  signal("a button to send", (p) => p.controls("submit") > 0 && p.typed > 0, { form: 1.5 }),
  signal("an address to give", (p) => p.fields("address") >= 2, { form: 1 }),
];
