import { originOf } from "../browser/origin.ts";
import type { Page } from "../browser/page.ts";
import type { ActTargets, Mark } from "../browser/target-marks.ts";
import type { Answer } from "../domain/answer.ts";
import { inTime } from "../domain/deadline.ts";
import type { NewStep, RecordedTarget } from "../domain/recorded-step.ts";
import { isToolName, type ToolName } from "../domain/tool-names.ts";
import type { SessionTool } from "../tools/define-tool.ts";
import { keptArgs } from "../tools/memory/kept-args.ts";
import type { CallLedger } from "./session-gate.ts";

type Args = Readonly<Record<string, unknown>>;

/** A step as it is under way. */
interface Begun {
  readonly tool: ToolName;
  readonly args: Args;
  readonly at: number;
  endedAt?: number;
  code?: string;
  targets?: ActTargets;
}

/** Milliseconds within which it has to be known what elements steps were for. */
const PATIENCE_MS = 500;

/** Notes what one call does, step by step, for the session's memory. */
export class CallNotes {
  readonly #tool: SessionTool;
  readonly #input: Args;
  readonly #page: Page;
  readonly #origin: string;
  readonly #tab: number;
  readonly #whole: Begun;
  readonly #steps = new Map<string, Begun>();
  /** What steps inside the call have typed where nobody is to see it. */
  readonly #typed: string[] = [];

  constructor(tool: SessionTool, input: Args, page: Page) {
    this.#tool = tool;
    this.#input = input;
    this.#page = page;
    this.#origin = originOf(page.tab.url);
    this.#tab = page.browser.indexOf(page.tab);
    this.#whole = { tool: tool.name, args: input, at: Date.now() };
    page.memory.marks.take();
  }

  /** The call's ledger, which notes the steps it is told of. */
  over(ledger: CallLedger): CallLedger {
    return {
      ...ledger,
      begin: (name) => {
        ledger.begin(name);
        this.#begin(name);
      },
      end: (name, code) => {
        ledger.end(name, code);
        this.#end(name, code);
      },
      run: async (page, call, work) => {
        this.#page.memory.marks.take();
        try {
          return await ledger.run(page, call, work);
        } finally {
          await this.#noteTyped(call.input);
        }
      },
    };
  }

  /** What the call has done; its own code is `ok` or that of its failure. */
  async told(code: string, answer?: Answer): Promise<NewStep[]> {
    if (this.#tool.isStep !== true) return [];
    const rest = this.#page.memory.marks.take();
    const last = [...this.#steps.values()].at(-1) ?? this.#whole;
    last.targets ??= rest;
    const isParted = this.#tool.policy?.steps !== undefined;
    const begun = isParted ? [...this.#steps.values()] : [this.#whole];
    const outcome = isParted ? "" : (answer?.facts[1] ?? "");
    return Promise.all(begun.map((step) => this.#stepOf(step, code, outcome)));
  }

  #begin(name: string): void {
    const before = [...this.#steps.values()].at(-1);
    const targets = this.#page.memory.marks.take();
    if (before !== undefined) {
      before.targets = targets;
      before.endedAt = Date.now();
    }
    const step = this.#tool.policy?.steps?.(this.#input).find((one) => one.name === name);
    if (step === undefined || !isToolName(step.tool.name)) return;
    this.#steps.set(name, {
      tool: step.tool.name,
      args: partOf(this.#input, name) ?? step.input,
      at: Date.now(),
    });
  }

  #end(name: string, code: string): void {
    const step = this.#steps.get(name);
    if (step !== undefined) step.code = code;
  }

  async #noteTyped({ target, value }: Args): Promise<void> {
    const { found, focus } = this.#page.memory.marks.take();
    if (typeof value !== "string" || value === "") return;
    const mark = await soon(typeof target === "string" ? found.get(target) : focus);
    if (mark?.isSecret !== false) this.#typed.push(value);
  }

  async #stepOf(step: Begun, code: string, outcome: string): Promise<NewStep> {
    const { found, focus } = step.targets ?? {};
    const names = Object.entries(step.args).filter(
      (entry): entry is [string, string] => typeof entry[1] === "string" && !!found?.has(entry[1]),
    );
    const marks = await Promise.all(
      names.map(async ([name, words]) => [name, await soon(found?.get(words))] as const),
    );
    const known = marks.filter((one): one is [string, Mark] => one[1] !== undefined);
    const target = known.find(([name]) => name === "target")?.[1];
    const isAct = step.tool === "act";
    const acted = isAct ? { target, focus: await soon(focus) } : undefined;
    const { args, masked } = keptArgs(step.args, acted, this.#typed);
    return {
      at: step.at,
      ms: (step.endedAt ?? Date.now()) - step.at,
      tool: step.tool,
      args,
      masked,
      targets: Object.fromEntries(known.map(([name, mark]) => [name, targetOf(mark)])),
      origin: this.#origin,
      tab: this.#tab,
      code: step.code ?? code,
      outcome,
    };
  }
}

/** Of `actions.3` the item that the caller gave, with all it says. */
function partOf(input: Args, name: string): Args | undefined {
  const [list = "", index = ""] = name.split(".");
  const items = input[list];
  const item: unknown = Array.isArray(items) ? items[Number(index)] : undefined;
  return typeof item === "object" && item !== null ? { ...item } : undefined;
}

function targetOf({ ways, frames, label }: Mark): RecordedTarget {
  return { ways, frames, label };
}

function soon<T>(work: Promise<T> | undefined): Promise<T | undefined> | undefined {
  return work && inTime(work, PATIENCE_MS);
}
