import { type Agent, DemoFailure, expectIn } from "./agent.ts";

/** Saves what the page looks like now under a short name. */
export type Picture = (name: string) => Promise<void>;

/** One part of the shop flow; it starts on the page where the part before it ended. */
export type Step = (agent: Agent, picture: Picture) => Promise<void>;

const WANTED = "Added 2 × Stoneware Teapot, Slate, 1.2 litre";

/** Searches, sorts the result with the ARIA listbox, opens the teapot. */
export const findTeapot: Step = async (agent, picture) => {
  expectIn(await agent.snapshot(), "Goods for slow mornings", "the home page");
  await picture("home");
  await agent.act("fill", ["searchbox", "Search products"], { value: "tea" });
  await agent.act("press", ["searchbox", "Search products"], { key: "Enter" });
  await agent.expectText("2 products found");
  await agent.act("select", ["combobox", "Sort by"], { value: "Price, low to high" });
  const sorted = /Trail Bottle[\s\S]*Stoneware Teapot/;
  expectIn(await agent.snapshot(), sorted, "the cheaper product first");
  await picture("search");
  await agent.act("click", ["link", "Stoneware Teapot"]);
};

/** Chooses a variant and puts two of it into the cart. */
export const buyTeapot: Step = async (agent, picture) => {
  await agent.act("select", ["combobox", "Colour"], { value: "Slate" });
  await agent.act("check", ["radio", "1.2 litre"]);
  await agent.act("fill", ["spinbutton", "Quantity"], { value: "2" });
  await agent.act("click", ["button", "Add to cart"]);
  await agent.expectText(WANTED);
  await agent.expectTextOf("#buy [role=status]", new RegExp(WANTED));
  await picture("product");
};

/** Adds a second product, so that there is one to remove later. */
export function buyCandle(shopUrl: string): Step {
  return async (agent) => {
    const url = new URL("/product/beeswax-candle", shopUrl).href;
    expectIn(await agent.turnTo("navigate", { url }), "Beeswax Candle", "the candle's page");
    await agent.act("click", ["button", "Add to cart"]);
    await agent.expectText("Added 1 × Beeswax Candle");
  };
}

/** Signs in, with a wrong password first. */
export const signIn: Step = async (agent, picture) => {
  await agent.act("click", ["link", "Sign in"]);
  await agent.fillAll([
    [["textbox", "Email"], "ada@example.com"],
    [["any", "Password"], "difference-engine"],
  ]);
  await agent.act("click", ["button", "Sign in"]);
  await agent.expectText("Email or password is wrong");
  await picture("login-refused");
  await agent.act("fill", ["any", "Password"], { value: "analytical-engine" });
  await agent.act("click", ["button", "Sign in"]);
  await agent.expectText("Welcome back, Ada Lovelace");
};

/** Adds gift wrap and removes the candle, which asks for confirmation. */
export const changeCart: Step = async (agent, picture) => {
  await agent.act("click", ["link", /^Cart\b/]);
  await agent.act("check", ["checkbox", /^Gift wrap/]);
  await agent.expectText("Gift wrap added");
  const remove = ["button", "Remove Beeswax Candle"] as const;
  const outcome = await agent.act("click", remove, { dialog: "accept" });
  expectIn(outcome, "Remove Beeswax Candle from your cart?", "the dialog");
  await agent.expectText("Removed Beeswax Candle");
  await agent.expectGone(remove);
  await agent.expectTextOf("#total", /\$112\.00/);
  await picture("cart");
};

/** Fills in the address and chooses a slot in the same-origin frame. */
export const fillAddress: Step = async (agent) => {
  await agent.act("click", ["link", "Go to checkout"]);
  await agent.fillAll([
    [["textbox", "Full name"], "Ada Lovelace"],
    [["textbox", "Street and number"], "Unter den Linden 12"],
    [["textbox", "Postcode"], "10117"],
    [["textbox", "City"], "Berlin"],
    [["any", "Deliver from"], "2026-12-01"],
  ]);
  await agent.act("select", ["combobox", "Country"], { value: "Germany" });
  await agent.act("check", ["radio", "Wed 2 December, 9–12"]);
  await agent.expectText("Reserved Wed 2 December, 9–12");
};

/** Types a card into the cross-origin frame, which hands the shop a token for it. */
export const giveCard: Step = async (agent, picture) => {
  await agent.act("type", ["textbox", "Card number"], { value: "4242 4242 4242 4242" });
  await agent.fillAll([
    [["textbox", "Expiry date"], "12/30"],
    [["textbox", "Security code"], "123"],
  ]);
  await agent.act("click", ["button", "Use this card"]);
  await agent.expectText("Card ending in 4242 added");
  await picture("checkout");
};

/** Reads the terms in the tab they open, closes it, and is back at the checkout. */
export const readTerms: Step = async (agent, picture) => {
  await agent.act("click", ["link", "Read the terms"]);
  const tabs = await agent.use("tabs_list");
  expectIn(tabs.text, "/terms", "the list of tabs");
  await agent.turnTo("tab_switch", { tabIndex: -1 });
  expectIn(await agent.snapshot(), "Terms of sale", "the new tab");
  await picture("terms");
  await agent.turnTo("tab_close");
  await agent.turnTo("tab_switch", { tabIndex: 0 });
  expectIn(await agent.snapshot(), "Unter den Linden 12", "the checkout after the terms");
};

/** Accepts the terms and orders; answers the order number. */
export async function placeOrder(agent: Agent, picture: Picture): Promise<string> {
  await agent.act("check", ["checkbox", "I accept the terms of sale"]);
  await agent.act("click", ["button", "Place order"]);
  await agent.expectText("Thank you for your order");
  const number = await agent.expectTextOf("#order-number", /MB-\d{5}/);
  await picture("order");
  await agent.act("click", ["link", "See all orders"]);
  const account = await agent.snapshot();
  if (!account.includes(number)) throw new DemoFailure(`${number} is missing in the account`);
  return number;
}
