import { type Agent, type Call, DemoFailure, type Image, withSession } from "./agent.ts";
import {
  buyCandle,
  buyTeapot,
  changeCart,
  fillAddress,
  findTeapot,
  giveCard,
  type Picture,
  placeOrder,
  readTerms,
  type Step,
  signIn,
} from "./shop-steps.ts";

/** What a flow may be given; without `saveImage` the screenshots are taken and dropped. */
export interface FlowOptions {
  sessionName?: string;
  /** `name` is like `03-product`, without a suffix. */
  saveImage?: (name: string, image: Image) => Promise<void>;
}

/** What a flow did. */
export interface FlowReport {
  calls: number;
  seconds: number;
  screenshots: number;
}

interface Counted {
  call: Call;
  report: () => FlowReport;
  takePicture: (agent: Agent, name: string) => Promise<void>;
}

function counted(call: Call, options: FlowOptions): Counted {
  const started = performance.now();
  let calls = 0;
  let screenshots = 0;
  const takePicture = async (agent: Agent, name: string) => {
    const { image } = await agent.use("screenshot");
    if (!image) throw new DemoFailure("screenshot answered no image");
    screenshots += 1;
    await options.saveImage?.(`${String(screenshots).padStart(2, "0")}-${name}`, image);
  };
  return {
    takePicture,
    call: (tool, args) => {
      calls += 1;
      return call(tool, args);
    },
    report: () => ({ calls, screenshots, seconds: (performance.now() - started) / 1000 }),
  };
}

/** Shops from the home page to the order number in one session; fails with `DemoFailure` at the first surprise. */
export async function runShopFlow(
  call: Call,
  shopUrl: string,
  options: FlowOptions = {},
): Promise<FlowReport & { orderNumber: string }> {
  const run = counted(call, options);
  const steps: Step[] = [findTeapot, buyTeapot, buyCandle(shopUrl), signIn, changeCart];
  steps.push(fillAddress, giveCard, readTerms);
  const orderNumber = await withSession(
    run.call,
    options.sessionName ?? "demo",
    shopUrl,
    async (agent) => {
      const picture: Picture = (name) => run.takePicture(agent, name);
      for (const step of steps) await step(agent, picture);
      return placeOrder(agent, picture);
    },
  );
  return { ...run.report(), orderNumber };
}

/** Reads one page of the web in one session: snapshot, text, screenshot. */
export async function runReadingFlow(
  call: Call,
  url: string,
  options: FlowOptions = {},
): Promise<FlowReport> {
  const run = counted(call, options);
  await withSession(run.call, options.sessionName ?? "demo", url, async (agent) => {
    await agent.snapshot();
    await agent.use("extract", { type: "text", maxChars: 2000 });
    await run.takePicture(agent, new URL(url).hostname);
  });
  return run.report();
}
