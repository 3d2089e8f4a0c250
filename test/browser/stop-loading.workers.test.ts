import { expect, inject, test, vi } from "vitest";
import { navigate } from "../../src/browser/navigation.ts";
import { openBarePage } from "../support/bare-page.ts";

/** Milliseconds of a call, most of which are kept back to tell what happened. */
const CALL_MS = 7_000;

/** Chrome's words for a page whose place another document is taking. */
const REFUSAL = "Protocol error (Page.stopLoading): Not attached to an active page";

test.each([
  ["that Chrome will not stop", REFUSAL, { failure: { code: "timed_out" } }],
  ["that fails to stop otherwise", "broken", { message: "broken" }],
])(
  "a server that never answers, with a loading %s, is told as what it is",
  async (_, words, told) => {
    const { page, close } = await openBarePage(CALL_MS);
    const send = page.tab.session.send.bind(page.tab.session);
    vi.spyOn(page.tab.session, "send").mockImplementation((...given) =>
      given[0] === "Page.stopLoading" ? Promise.reject(new Error(words)) : send(...given),
    );
    const going = navigate(page, {
      url: `${inject("pages")}/slow`,
      waitUntil: "domcontentloaded",
      emptyPatienceMs: 0,
      refusal: () => undefined,
    });
    await expect(going).rejects.toMatchObject(told);
    await close();
  },
);
