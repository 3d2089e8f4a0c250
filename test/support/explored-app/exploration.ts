import type { Agent } from "../../../demo/agent.ts";
import { AGENT } from "./data.ts";

/** Goes through all that the app offers, as a person would: by what it shows, knowing nothing of its server. */
export async function explore(agent: Agent): Promise<void> {
  const press = (name: string | RegExp) => agent.act("click", ["button", name]);
  const fill = (name: string, value: string) => agent.act("fill", ["textbox", name], { value });
  const open = async (page: string | RegExp) => {
    await agent.act("click", ["link", page]);
    await agent.snapshot();
  };
  await signIn(fill, press);
  await agent.expectText("Next page");
  await agent.snapshot();
  await customers(agent, { press, fill, open });
  for (const name of ["Oyelaran", "Teixeira"]) {
    await open("Customers");
    await open(new RegExp(name));
    await oneCustomer(agent, { press, fill });
  }
  await open("Customers");
  await open(/Nakagawa/);
  await press("Delete customer");
  await press("Yes, delete");
  await agent.snapshot();
  await pages(agent, { press, fill, open });
  await channels({ press, fill, open });
}

type Press = (name: string | RegExp) => Promise<string>;
type Fill = (name: string, value: string) => Promise<string>;
interface Hands {
  readonly press: Press;
  readonly fill: Fill;
  readonly open: (page: string | RegExp) => Promise<void>;
}

async function signIn(fill: Fill, press: Press): Promise<void> {
  await fill("Email", AGENT.email);
  await fill("Password", "not-the-right-one");
  await press("Sign in");
  await fill("Password", AGENT.password);
  await press("Sign in");
}

async function customers(agent: Agent, { press, fill, open }: Hands): Promise<void> {
  await agent.act("select", ["combobox", "Sort by"], { value: "Date" });
  await agent.act("select", ["combobox", "Status"], { value: "Active" });
  await agent.act("select", ["combobox", "Status"], { value: "All" });
  await agent.snapshot();
  await press("Next page");
  await agent.snapshot();
  await press("Previous page");
  await agent.snapshot();
  await press("Create customer");
  await fill("Name", "Nora Quist");
  await fill("Email", "nora.quist@mail.example");
  await press("Create customer");
  await agent.snapshot();
  await open("Customers");
  await open("A customer who is gone");
}

async function oneCustomer(agent: Agent, { press, fill }: Omit<Hands, "open">): Promise<void> {
  await press("Show orders");
  for (const line of (await agent.snapshot()).matchAll(/"(Order \d+)"/g))
    await press(line[1] ?? "");
  await fill("Email", "no address");
  await press("Save customer");
  await fill("Email", "changed@mail.example");
  await press("Save customer");
  await fill("Note", "Called back");
  await press("Add note");
  await press("Overview of this customer");
}

async function pages(agent: Agent, { press, fill, open }: Hands): Promise<void> {
  await open("Articles");
  for (const title of [
    /import contacts/,
    /first invoice/,
    /duplicates out/,
    /taxes/,
    /spreadsheets/,
    /is gone/,
  ]) {
    await press(title);
  }
  await open("Reports");
  for (const day of ["2026-05-01", "2026-05-02", "2026-06-15"]) await press(`Report of ${day}`);
  await fill("Day", "2026-05-02");
  await press("Show report");
  await open("Search");
  for (const words of ["Oye", "a"]) {
    await fill("Search for", words);
    await press("Find");
  }
  await agent.act("check", ["checkbox", "Tag vip"]);
  await agent.act("check", ["checkbox", "Tag export"]);
  await press("Find");
  await open("Insights");
  for (const name of ["Recent activity", "Team and currencies", "Broken query"]) await press(name);
  await open("Documents");
  await fill("Title", "Terms");
  await press("Upload a sample");
  await press("Export orders");
  await fill("Message", "It works");
  await press("Send feedback");
}

async function channels({ press, fill, open }: Hands): Promise<void> {
  await open("Live");
  await press("Follow orders");
  await press("Join channel");
  await fill("Words", "hello");
  await press("Say it");
  await press("Compute statistics");
  await press("Leave channel");
  await press("Stop following");
  await open("Diagnostics");
  for (const name of ["Send beacon", "Who am I", "Call the print service", "Log an error"])
    await press(name);
  await press("Throw an error");
  await press("Reject a promise");
}
