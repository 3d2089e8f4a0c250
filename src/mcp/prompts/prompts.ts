import * as z from "zod";
import { addressArgument, definePrompt, type Prompt, wordsArgument } from "./define-prompt.ts";

const readAList = definePrompt({
  name: "read_a_list",
  title: "Read a list",
  description: "Reads a list over several pages into a table, each row once.",
  uses: ["session_create", "navigate", "paginate", "session_destroy"],
  input: z.strictObject({
    url: addressArgument.describe("Where the list begins"),
    fields: wordsArgument.describe("What to read of each row, such as: title, price, link"),
    pages: z
      .string()
      .regex(/^([1-9]|[1-4]\d|50)$/, "a number from 1 to 50")
      .optional()
      .describe("At most so many pages; 5 unless given"),
  }),
  ask: ({ url, fields, pages = "5" }) => `Read the list at ${url} and give me ${fields} of each row.

1. session_create, then navigate to the address. See in its answer what a row is.
2. paginate with maxPages ${pages}. If its answer has a cursor, go on with it; it says why it stopped.
3. Make a table of the rows. Leave a field empty where the page has none; guess nothing.
4. Say how many pages and rows you read, and what kept you from more. Then session_destroy.`,
});

const logInWithAPerson = definePrompt({
  name: "log_in_with_a_person",
  title: "Log in with a person",
  description: "Has a person log in by a live view, and keeps the login for later sessions.",
  uses: [
    "session_create",
    "navigate",
    "wait_for_human",
    "snapshot",
    "session_save_profile",
    "session_destroy",
  ],
  input: z.strictObject({
    url: addressArgument.describe("Where to log in"),
    profile: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,64}$/, "letters, digits, _ and -")
      .describe("Name to keep the login under"),
  }),
  ask: ({ url, profile }) => `I want to log in at ${url} myself, and you to go on from there.

1. session_create with allowedHosts: the host of the address, and the hosts its login needs. navigate there.
2. wait_for_human with the reason "log in". Give me the link from its answer, and call it again with its requestId until I am done. Type no password, and ask me for none.
3. snapshot. Go on only if the page shows that I am logged in; else say what it shows.
4. session_save_profile as "${profile}". Later sessions begin with session_create and profile "${profile}".
5. session_destroy, unless I gave you something else to do there.`,
});

const watchAPage = definePrompt({
  name: "watch_a_page",
  title: "Watch a page",
  description: "Says what has changed on a page since the last look.",
  uses: ["session_create", "session_list", "navigate", "diff", "extract"],
  input: z.strictObject({
    url: addressArgument.describe("The page"),
    what: wordsArgument.optional().describe("What matters, such as: price and stock"),
  }),
  ask: ({ url, what }) => {
    const name = `watch-${new URL(url).hostname.replace(/[^a-z0-9.-]/g, "")}`.slice(0, 64);
    return `Look at ${url} and tell me what has changed${what ? `: ${what}` : ""}.

1. If session_list has a session named "${name}", use it: navigate to the address again, and compare with what you told me last. Else session_create with that name, then navigate; this is the first look.
2. For a page that changes by itself, wait, then call diff: it tells what is new, changed and gone since your last look.
3. Where a figure matters, read it by extract and not from memory.
4. Answer in one line when nothing has changed. Keep the session for the next look: it ends 30 minutes after its last call.`;
  },
});

const testALocalApp = definePrompt({
  name: "test_a_local_app",
  title: "Test a local app",
  description: "Tries an app under development like a user, and reports what breaks.",
  uses: [
    "session_create",
    "navigate",
    "act",
    "console_log",
    "network_log",
    "screenshot",
    "session_destroy",
  ],
  input: z.strictObject({
    url: addressArgument.describe("Where the app is served, such as http://127.0.0.1:3000"),
    task: wordsArgument.describe("What a user would do there"),
  }),
  ask: ({ url, task }) => `Test the app at ${url}: ${task}.

1. session_create, then navigate. blocked_url means that this server may not open the host: tell me to add its host:port to ALLOW_PRIVATE_HOSTS and start it again. A server in the cloud cannot reach my machine.
2. Do the task with act, by the refs of the page. Each answer says what followed; "no visible change" is a finding.
3. After each step that looks wrong, and at the end: console_log for errors, network_log with failed or statusMin 400.
4. screenshot where something looks broken.
5. Report each fault with the step, what you expected, what happened, and the lines of console and network that belong to it. Say what you did not try. Then session_destroy.`,
});

const fillAForm = definePrompt({
  name: "fill_a_form",
  title: "Fill a form",
  description: "Fills a form with given values, checks it, and sends it only if told to.",
  uses: ["session_create", "navigate", "batch_actions", "snapshot", "act"],
  input: z.strictObject({
    url: addressArgument.describe("The page with the form"),
    values: wordsArgument.describe("What to fill in, such as: name: Ada; country: France"),
    send: z.enum(["no", "yes"]).optional().describe("yes sends it; no unless given"),
  }),
  ask: ({ url, values, send = "no" }) => `Fill the form at ${url} with: ${values}.

1. session_create, then navigate. Match each value with a field by its label; where two fields fit, or a required one has no value, ask me. Tick no box I did not name.
2. batch_actions with one step a field: fill, select, check.
3. snapshot, and compare every field with my values. Correct what differs, and read what the page objects to.
4. ${
    send === "yes"
      ? "Send it by one click with act, and tell me what the page answered. Never send it twice: if you cannot tell whether it went, say so."
      : "Do not send it. Show me the filled fields and keep the session, so that I can say go; only then send it, by one click with act."
  }`,
});

/** Every prompt, in the order clients see them. */
export const PROMPTS: readonly Prompt[] = [
  readAList,
  logInWithAPerson,
  watchAPage,
  testALocalApp,
  fillAForm,
];
