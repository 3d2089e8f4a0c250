/** Where a script's own lines are said to stand, by which they are found in a stack. */
export const SCRIPT_NAME = "script.js";

/**
 * What a script finds beside the language: a console and timers. Takes `send(kind, name, text)`, which
 * gives a promise of JSON, and gives `call` for whatever else is put there. It keeps what it uses, since
 * the script may put something else in its place.
 */
export const GLOBALS = `(send) => {
  const { parse, stringify } = JSON;
  const { Error, String, Number, Promise, Map } = globalThis;
  const { apply } = Reflect;
  const then = Promise.prototype.then;
  const shown = (value) => {
    if (typeof value === "string") return value;
    if (value instanceof Error) return String(value);
    try {
      const text = typeof value === "function" ? undefined : stringify(value);
      return text === undefined ? String(value) : text;
    } catch { return String(value); }
  };
  const put = (name, value) => Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });
  const console = {};
  for (const level of ["log", "info", "warn", "error", "debug"])
    console[level] = (...parts) => { send("console", level, parts.map(shown).join(" ")); };
  put("console", Object.freeze(console));
  let last = 0;
  const timers = new Map();
  put("setTimeout", (work, ms = 0, ...args) => {
    if (typeof work !== "function") throw new TypeError("setTimeout takes a function");
    const id = ++last;
    timers.set(id, true);
    apply(then, send("timer", "", String(Number(ms) || 0)), [() => { if (timers.delete(id)) work(...args); }]);
    return id;
  });
  put("clearTimeout", (id) => { timers.delete(id); });
  return async (name, ...args) => {
    const { stack } = new Error();
    const reply = parse(await send("call", name, stringify(args)));
    if (reply.ok) return reply.value;
    const error = new Error(reply.message);
    error.name = reply.name;
    error.code = reply.code;
    error.stack = stack;
    Object.defineProperty(error, "callNumber", { value: reply.number });
    throw error;
  };
}`;
