import { type Answer, type Exchange, formOf, page, redirect } from "../exchange.ts";
import { type Html, html, money } from "../html.ts";
import { layout } from "../layout.ts";
import { DEMO_USER, type Order } from "../visitors.ts";

/** Where to go after signing in: a path of this shop and nothing else. */
function nextPath(path: string | null): string {
  return path !== null && /^\/[a-z/]*$/.test(path) && !path.startsWith("//") ? path : "/account";
}

function loginForm(email: string, next: string, error: string | undefined): Html {
  return html`<div class="narrow card">
  <h1>Sign in</h1>
  ${error !== undefined && html`<p class="alert" role="alert">${error}</p>`}
  <form method="post" action="/login">
    <input type="hidden" name="next" value="${next}">
    <p class="field"><label for="email">Email</label>
      <input id="email" name="email" type="email" value="${email}" required autocomplete="username"></p>
    <p class="field"><label for="password">Password</label>
      <input id="password" name="password" type="password" required autocomplete="current-password"></p>
    <button class="button">Sign in</button>
  </form>
  <p class="hint">Demo account: ${DEMO_USER.email} with the password ${DEMO_USER.password}</p>
</div>`;
}

/** The sign-in form; `?next=` names the page that asked for it. */
export function loginPage(exchange: Exchange): Answer {
  const next = nextPath(exchange.url.searchParams.get("next"));
  if (exchange.visitor.name !== undefined) return redirect(next);
  return page(layout(exchange, { title: "Sign in", main: loginForm("", next, undefined) }));
}

/** Checks a sign-in; a wrong one shows the form again with status 422 and an alert. */
export function login(exchange: Exchange): Answer {
  const form = formOf(exchange);
  const email = (form.get("email") ?? "").trim();
  const next = nextPath(form.get("next"));
  if (email === DEMO_USER.email && form.get("password") === DEMO_USER.password) {
    exchange.shop.visitors.signIn(exchange.visitor);
    exchange.visitor.flash = `Welcome back, ${DEMO_USER.name}.`;
    return redirect(next);
  }
  const main = loginForm(email, next, "Email or password is wrong. Please try again.");
  return page(layout(exchange, { title: "Sign in", main }), 422);
}

/** Signs out and forgets the cart too. */
export function logout(exchange: Exchange): Answer {
  exchange.shop.visitors.signOut(exchange.visitor);
  return redirect("/");
}

function orderRow(order: Order): Html {
  return html`<tr>
  <th scope="row"><a href="/orders/${order.number}">${order.number}</a></th>
  <td>${order.placed}</td>
  <td>${order.items.join(", ")}</td>
  <td><span class="badge">${order.status}</span></td>
  <td class="number">${money(order.total)}</td>
</tr>`;
}

/** The orders of the signed-in visitor, newest first. */
export function accountPage(exchange: Exchange): Answer {
  const { name, orders } = exchange.visitor;
  if (name === undefined) return redirect("/login?next=/account");
  const main = html`<h1>Your account</h1>
<p>Signed in as ${name}, ${DEMO_USER.email}.</p>
<table class="orders">
  <caption>Your orders</caption>
  <thead><tr><th scope="col">Order</th><th scope="col">Placed</th><th scope="col">Items</th>
    <th scope="col">Status</th><th scope="col" class="number">Total</th></tr></thead>
  <tbody>${orders.map(orderRow)}</tbody>
</table>`;
  return page(layout(exchange, { title: "Your account", main }));
}
