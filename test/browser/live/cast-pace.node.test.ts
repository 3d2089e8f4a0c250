import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { CastPace } from "../../../src/browser/live/cast-pace.ts";

const PAUSE = 66;
const TILE_PAUSE = 2_000;

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

/** A pace on a Chrome that does nothing by itself, and what it was told since it was last looked at. */
function paced(pauseMs: number) {
  const told: string[] = [];
  let casts = 1;
  const held = { isHeld: false };
  const pace = new CastPace(
    {
      get isHeld() {
        return held.isHeld;
      },
      turnOn: () => told.push(`on ${++casts}`),
      turnOff: () => told.push("off"),
      acknowledge: (castId) => told.push(`more of ${castId}`),
    },
    pauseMs,
  );
  return {
    ...{ pace, held },
    /** A frame comes of the present cast, and is taken at once. */
    frame(isNew = true) {
      pace.hear(casts, isNew);
      if (isNew) pace.follow();
    },
    /** A frame comes that nobody takes. */
    untaken: () => pace.hear(casts, true),
    /** What Chrome is told in the milliseconds to come. */
    within(ms: number) {
      vi.advanceTimersByTime(ms);
      return told.splice(0);
    },
  };
}

/** A pace whose page moves by now: three frames have come in a row, of which the last is not taken. */
function moving(pauseMs = PAUSE) {
  const chrome = paced(pauseMs);
  for (let frame = 0; frame < 3; frame++) {
    chrome.within(16);
    chrome.untaken();
  }
  chrome.within(0);
  return chrome;
}

test("a still page is cast on, and nothing is asked for after its one frame", () => {
  const chrome = paced(PAUSE);
  chrome.frame();
  expect(chrome.within(PAUSE - 1)).toEqual([]);
  expect(chrome.within(60_000)).toEqual(["more of 1"]);
});

test("a moving page gives one frame a pause, once the last is taken", () => {
  const chrome = moving();
  chrome.pace.follow();
  for (let frame = 0; frame < 5; frame++) {
    expect(chrome.within(PAUSE)).toEqual(["more of 1"]);
    chrome.frame();
  }
});

test("the cast of a page that never stops moving is off between frames after a while", () => {
  const chrome = moving();
  chrome.pace.follow();
  for (let ms = 0; ms < 1_500; ms += PAUSE) {
    expect(chrome.within(PAUSE)).toEqual(["more of 1"]);
    chrome.frame();
  }
  expect(chrome.within(299)).toEqual(["off"]);
  expect(chrome.within(1)).toEqual(["on 2"]);
  chrome.frame();
  expect(chrome.within(299)).toEqual(["off"]);
  chrome.pace.slow(3);
  expect(chrome.within(200)).toEqual([]);
  expect(chrome.within(1)).toEqual(["on 3"]);
  chrome.pace.slow(1);
  chrome.frame(false);
  expect(chrome.within(PAUSE)).toEqual(["more of 3"]);
  chrome.frame();
  expect(chrome.within(PAUSE)).toEqual(["more of 3"]);
});

test("a person who has the page sees it move, also while the agent reads", () => {
  const chrome = moving();
  chrome.held.isHeld = true;
  chrome.pace.follow();
  chrome.pace.slow(3);
  for (let ms = 0; ms < 10_000; ms += PAUSE) {
    expect(chrome.within(PAUSE)).toEqual(["more of 1"]);
    chrome.frame();
  }
});

test("what Chrome may have left out is fetched by another cast when the page is still", () => {
  const chrome = paced(PAUSE);
  chrome.untaken();
  chrome.frame();
  chrome.within(0);
  expect(chrome.within(PAUSE)).toEqual(["more of 1"]);
  expect(chrome.within(299)).toEqual([]);
  expect(chrome.within(1)).toEqual(["off", "on 2"]);
  chrome.frame(false);
  expect(chrome.within(60_000)).toEqual(["more of 2"]);
});

test("the cast of a moving page is off from when the agent begins, but for a frame now and then", () => {
  const chrome = moving();
  chrome.pace.follow();
  chrome.pace.slow(3);
  expect(chrome.within(499)).toEqual(["off"]);
  expect(chrome.within(1)).toEqual(["on 2"]);
  chrome.frame();
  expect(chrome.within(499)).toEqual(["off"]);
  expect(chrome.within(1)).toEqual(["on 3"]);
});

test("calls one after the other put off no frame for ever, and bring none early", () => {
  const chrome = moving();
  chrome.pace.follow();
  const told: string[] = [];
  for (let call = 0; call < 10; call++) {
    chrome.pace.slow(3);
    told.push(...chrome.within(60));
    chrome.pace.slow(1);
    told.push(...chrome.within(10));
  }
  expect(told).toEqual(["off", "on 2"]);
  chrome.frame();
  expect(chrome.within(PAUSE)).toEqual(["more of 2"]);
});

test("a still page is looked at again when most calls are over, and changes of it after that", () => {
  const chrome = paced(PAUSE);
  chrome.frame();
  chrome.within(1_000);
  chrome.pace.slow(3);
  expect(chrome.within(149)).toEqual(["off"]);
  chrome.pace.slow(1);
  expect(chrome.within(1)).toEqual(["on 2"]);
  chrome.frame(false);
  expect(chrome.within(1_000)).toEqual(["more of 2"]);
  chrome.pace.slow(3);
  expect(chrome.within(150)).toEqual(["off", "on 3"]);
  chrome.frame();
  expect(chrome.within(199)).toEqual(["off"]);
  expect(chrome.within(1)).toEqual(["on 4"]);
  chrome.frame(false);
  expect(chrome.within(1_000)).toEqual(["more of 4"]);
});

test("a cast that nobody takes frames of is off until somebody does", () => {
  const chrome = moving();
  expect(chrome.within(300)).toEqual(["off"]);
  expect(chrome.within(60_000)).toEqual([]);
  chrome.pace.follow();
  expect(chrome.within(0)).toEqual(["on 2"]);
});

test("a tile of a moving page has its cast off between frames", () => {
  const chrome = moving(TILE_PAUSE);
  chrome.pace.follow();
  expect(chrome.within(TILE_PAUSE)).toEqual(["on 2"]);
  chrome.frame();
  expect(chrome.within(0)).toEqual(["off"]);
  // One that was on its way already.
  chrome.frame();
  expect(chrome.within(TILE_PAUSE)).toEqual(["on 3"]);
});

test("a page that has come to rest while the cast was off is cast on", () => {
  const chrome = moving();
  chrome.pace.follow();
  chrome.pace.slow(3);
  chrome.within(500);
  chrome.frame(false);
  expect(chrome.within(60_000)).toEqual(["more of 2"]);
});

test("nothing is told after the end", () => {
  const chrome = moving();
  chrome.pace.follow();
  chrome.pace.end();
  expect(chrome.within(60_000)).toEqual([]);
});
