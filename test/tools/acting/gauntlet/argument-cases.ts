/** Arguments of `act` that are refused before anything is looked at, and what the refusal must name. */
export interface Refused {
  readonly args: Readonly<Record<string, unknown>>;
  readonly says: RegExp;
}

const refused = (action: string, args: Record<string, unknown>, says: RegExp): Refused => ({
  args: { action, ...args },
  says,
});

const T = { target: "#i" };

/** Every action without what it needs. */
const MISSING: readonly Refused[] = [
  refused("click", {}, /click needs target, or x and y/),
  refused("click", { x: 5 }, /x and y/),
  refused("dblclick", { y: 5 }, /x and y/),
  refused("fill", T, /fill needs value/),
  refused("fill", { value: "x" }, /fill needs target/),
  refused("type", T, /type needs value/),
  refused("check", {}, /check needs target/),
  refused("uncheck", {}, /uncheck needs target/),
  refused("select", T, /select needs value/),
  refused("select", { value: "x" }, /select needs target/),
  refused("press", T, /press needs key/),
  refused("hover", {}, /hover needs target/),
  refused("mousemove", {}, /mousemove needs target, or x and y/),
  refused("drag", T, /drag needs target2/),
  refused("drag", { target2: "#i" }, /drag needs target/),
  refused("upload", T, /upload needs filePaths/),
  refused("resize", { width: 500 }, /resize needs height/),
  refused("resize", { height: 500 }, /resize needs width/),
];

/** Fields that mean nothing for the action. */
const STRAY: readonly Refused[] = [
  refused("click", { ...T, value: "x" }, /click does not take value/),
  refused("click", { ...T, x: 1, y: 1 }, /target or x and y, not both/),
  refused("dblclick", { ...T, holdDuration: 5 }, /dblclick does not take holdDuration/),
  refused("fill", { ...T, value: "x", typeDelay: 5 }, /fill does not take typeDelay/),
  refused("type", { ...T, value: "x", key: "Enter" }, /type does not take key/),
  refused("check", { ...T, value: "x" }, /check does not take value/),
  refused("uncheck", { ...T, key: "a" }, /uncheck does not take key/),
  refused("select", { ...T, value: "x", key: "a" }, /select does not take key/),
  refused("press", { ...T, key: "a", value: "b" }, /press does not take value/),
  refused("scroll", { ...T, x: 1, y: 1 }, /target or x and y, not both|scroll does not take x, y/),
  refused("scroll", { width: 500 }, /scroll does not take width/),
  refused("hover", { ...T, key: "a" }, /hover does not take key/),
  refused("mousemove", { x: 1, y: 1, holdDuration: 5 }, /mousemove does not take holdDuration/),
  refused("drag", { ...T, target2: "#i", scrollAmount: 5 }, /drag does not take scrollAmount/),
  refused("resize", { ...T, width: 500, height: 500 }, /resize does not take target/),
  refused("back", T, /back does not take target/),
  refused("forward", { value: "x" }, /forward does not take value.*takes no field/),
];

/** Types, bounds and words of no meaning. */
const WRONG: readonly Refused[] = [
  refused("klick", T, /action/),
  refused("click", { target: 5 }, /target/),
  refused("click", { target: "" }, /target/),
  refused("click", { target: "#i".repeat(2_000) }, /target/),
  refused("click", { x: "5", y: 5 }, /x/),
  refused("click", { x: 1.5, y: 5 }, /x/),
  refused("click", { x: -1, y: 5 }, /x/),
  refused("click", { x: 9_000, y: 5 }, /x/),
  refused("click", { x: 2_000, y: 5 }, /1280×720/),
  refused("click", { ...T, holdDuration: 20_000 }, /holdDuration/),
  refused("click", { ...T, holdDuration: -1 }, /holdDuration/),
  refused("fill", { ...T, value: 5 }, /value/),
  refused("fill", { ...T, value: null }, /value/),
  refused("fill", { ...T, value: "x".repeat(100_001) }, /value/),
  refused("type", { ...T, value: "x", typeDelay: 2_000 }, /typeDelay/),
  refused("type", { ...T, value: "x".repeat(500), typeDelay: 1_000 }, /typeDelay/),
  refused("press", { ...T, key: "" }, /key/),
  refused("press", { ...T, key: "a".repeat(41) }, /key/),
  refused("press", { ...T, key: "Entr" }, /"Entr" is no key/),
  refused("press", { ...T, key: "Control+" }, /is no key/),
  refused("scroll", { scrollDirection: "sideways" }, /scrollDirection/),
  refused("scroll", { scrollAmount: 0 }, /scrollAmount/),
  refused("scroll", { scrollAmount: 1e9 }, /scrollAmount/),
  refused("resize", { width: 50, height: 500 }, /width/),
  refused("resize", { width: 500, height: 5_000 }, /height/),
  refused("resize", { width: 500.5, height: 500 }, /width/),
  refused("click", { ...T, dialog: "yes" }, /dialog/),
  refused("click", { ...T, dialog: { promptText: 5 } }, /dialog/),
  refused("click", { ...T, dialog: { text: "x" } }, /dialog/),
  refused("click", { ...T, force: true }, /force/),
  refused("click", { target: "button[" }, /not a selector/),
  refused("click", { target: "button" }, /matches 2 elements/),
];

export const ARGUMENT_CASES: readonly Refused[] = [...MISSING, ...STRAY, ...WRONG];
