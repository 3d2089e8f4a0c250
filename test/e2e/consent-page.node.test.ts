import { createServer, type Server } from "node:http";
import { auth } from "@modelcontextprotocol/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { violationsInAllLooks } from "../support/axe.ts";
import { freePorts } from "../support/free-ports.ts";
import { MemoryLogin } from "../support/oauth-client.ts";
import { type OAuthLive, startOAuthLive } from "../support/oauth-server.ts";
import { type Person, startPerson } from "../support/person.ts";

let server: OAuthLive;
let person: Person;
let assistant: Server;
let redirect: string;
/** Queries with which the person's browser came back to the assistant. */
const answers: URLSearchParams[] = [];

/** The assistant's own site: a link that leads away from it, and the place where answers come. */
async function startAssistant(): Promise<void> {
  const [port = 0] = await freePorts(1);
  redirect = `http://127.0.0.1:${port}/callback`;
  assistant = createServer((request, response) => {
    const url = new URL(request.url ?? "/", redirect);
    if (url.pathname === "/callback") answers.push(url.searchParams);
    response.setHeader("Content-Type", "text/html");
    response.end(`<h1>Assistant</h1><a href="${url.searchParams.get("to") ?? ""}">Connect</a>`);
  });
  await new Promise<void>((resolve) => assistant.listen(port, "127.0.0.1", resolve));
}

beforeAll(async () => {
  await startAssistant();
  [server, person] = await Promise.all([startOAuthLive(), startPerson()]);
});

afterAll(async () => {
  assistant?.close();
  await person?.[Symbol.asyncDispose]();
  await server?.[Symbol.asyncDispose]();
});

async function heading(text: string): Promise<void> {
  await expect
    .poll(() => person.see("document.querySelector('h1')?.textContent"), { timeout: 10_000 })
    .toBe(text);
}

/** Follows the assistant's link, as from another site: the browser keeps our cookie back until a click here. */
async function follow(login: MemoryLogin): Promise<void> {
  expect(await auth(login, { serverUrl: server.url })).toBe("REDIRECT");
  const elsewhere = new URL("/", redirect);
  elsewhere.hostname = "localhost";
  elsewhere.searchParams.set("to", login.asked?.href ?? "");
  await person.open(elsewhere.href);
  await heading("Assistant");
  await person.tabTo("Connect");
  await person.press("Enter");
  await heading("From elsewhere");
  expect(await violationsInAllLooks(person)).toEqual([]);
  await person.tabTo("Open the page");
  await person.press("Enter");
}

test("a person connects an assistant by a link on its site, with the keyboard", async () => {
  const policy = { version: "1", default: "allow" };
  const { id } = await server.admin("POST", "/grants", { label: "Newsletter", policy });
  const login = new MemoryLogin(redirect);
  await follow(login);
  await heading("Log in");
  await person.see("document.querySelector('#token').focus()");
  await person.type(server.adminToken);
  await person.press("Enter");
  await heading("Connect a client?");
  expect(await violationsInAllLooks(person)).toEqual([]);
  expect(await person.see("document.documentElement.scrollWidth <= innerWidth")).toBe(true);

  // A form without a grant goes nowhere.
  await person.tabTo("Approve");
  await person.press("Enter");
  expect(await person.see("document.querySelector('#grant').matches(':invalid')")).toBe(true);
  await heading("Connect a client?");
  await person.see(`document.querySelector('#grant').value = ${JSON.stringify(id)}`);
  await person.tabTo("Approve");
  await person.press("Enter");
  // The way back leads to another origin, which the page's own rules have to let through.
  await heading("Assistant");
  const [answer] = answers.splice(0);
  const [authorizationCode = "", iss = ""] = [answer?.get("code"), answer?.get("iss")].map(String);
  const finished = { serverUrl: server.url, authorizationCode, iss };
  expect(await auth(login, finished)).toBe("AUTHORIZED");
  expect(login.kept?.access_token.startsWith(`${id}:`)).toBe(true);

  // The login there is serves the next client, which this time gets nothing.
  const second = new MemoryLogin(redirect);
  await follow(second);
  await heading("Connect a client?");
  await person.tabTo("Deny");
  await person.press("Enter");
  await heading("Assistant");
  expect(answers.splice(0)[0]?.get("error")).toBe("access_denied");
});
