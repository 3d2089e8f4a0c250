import { inject } from "vitest";
import { BindingClient } from "../../src/browser/binding-client.ts";
import { Browser } from "../../src/browser/browser.ts";
import { ConsentMemory } from "../../src/browser/consent/consent-memory.ts";
import { Downloads } from "../../src/browser/downloads/downloads.ts";
import { KeptTexts } from "../../src/browser/kept-texts.ts";
import { ListWalks } from "../../src/browser/list-walks.ts";
import { Page } from "../../src/browser/page.ts";
import { RefTable } from "../../src/browser/refs.ts";
import type { SecretDesk } from "../../src/browser/secret-desk.ts";
import { TargetMarks } from "../../src/browser/target-marks.ts";
import { CallScope } from "../../src/domain/deadline.ts";
import { artifactsOf } from "../../src/grants/grant-client.ts";
import { bareCare } from "./bare-care.ts";

/** The store of a grant that nobody has. */
export const NO_ARTIFACTS = artifactsOf("nobody");

const OPEN_RULES = {
  allowPrivateHosts: inject("egress").open.split(","),
  ownPort: 8787,
  ownHosts: [],
};

const NO_SECRETS: SecretDesk = {
  check: () => Promise.reject(new Error("no secrets here")),
  resolve: () => Promise.reject(new Error("no secrets here")),
  hide: (text) => text,
};

/** A page of a browser without a session around it, for a call of so many ms. */
export async function openBarePage(callMs = 40_000) {
  const binding = new BindingClient();
  const browserId = await binding.acquire();
  const downloads = new Downloads({
    accepts: false,
    store: NO_ARTIFACTS,
    tally: { onDisk: 0, untold: 0 },
    note: () => undefined,
    log: () => undefined,
  });
  const care = bareCare({ rules: () => OPEN_RULES }, downloads, { width: 800, height: 600 });
  const browser = await Browser.open(await binding.connect(browserId), care);
  const memory = {
    refs: new RefTable(1),
    baselines: new Map(),
    walks: new ListWalks(),
    marks: new TargetMarks(),
    texts: new KeptTexts(),
    consent: new ConsentMemory("off"),
    secrets: NO_SECRETS,
  };
  const scope = new CallScope(Date.now() + callMs);
  const page = new Page(browser, browser.active, scope, memory, () => undefined);
  const close = async () => {
    browser.disconnect();
    await binding.close(browserId);
  };
  return { page, close };
}
