import { isSignedIn, signedInAs, signIn, signOut } from "./api.js";
import { diagnostics, live } from "./channels.js";
import { button, field, form, link, run, show } from "./dom.js";
import { customer, customers } from "./people.js";
import { articles, documents, insights, reports, search } from "./reading.js";

const VIEWS = { customers, articles, reports, search, insights, documents, live, diagnostics };
const nav = document.getElementById("nav");

function login() {
  const enter = async (fields) => {
    await signIn(fields.get("email"), fields.get("password"));
    if (location.hash === "") location.hash = "#/customers";
    else await open();
  };
  show(
    "Fieldbook CRM",
    form(
      "Sign in",
      "Sign in",
      enter,
      field("Email", { name: "email", autocomplete: "username" }),
      field("Password", { name: "password", type: "password", autocomplete: "current-password" }),
    ),
  );
}

function menu() {
  const title = (name) => name[0].toUpperCase() + name.slice(1);
  const links = Object.keys(VIEWS).map((name) => link(title(name), `#/${name}`));
  nav.replaceChildren(...links, `${signedInAs().name} `, button("Sign out", signOut));
}

async function open() {
  if (!isSignedIn()) return login();
  menu();
  const [, name, id] = location.hash.split("/");
  if (name === "customers" && id !== undefined) await run(() => customer(id));
  else await run(VIEWS[name] ?? customers);
}

addEventListener("hashchange", open);
await open();
