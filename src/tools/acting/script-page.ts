/** Methods of a script's page that take an element first. */
const ON_ELEMENTS = "click dblclick fill type check uncheck select hover drag upload";
/** Those that go out as they are called. */
const PLAIN = `${ON_ELEMENTS} goto press scroll title url text content snapshot screenshot back forward`;

/**
 * What a script finds as \`page\`. It only spells calls; what each may do is decided where it comes out.
 * A target is a text as \`act\` takes it, or what \`locator\` and its like give.
 */
export const SCRIPT_PAGE = `(call) => {
  const { stringify } = JSON;
  const { freeze } = Object;
  const at = (given) => typeof given === "object" && given !== null && typeof given.target === "string" && given.isLocator === true ? given.target : given;
  const code = (work, arg) => typeof work === "function" ? "(" + work + ")(" + (arg === undefined ? "" : stringify(arg)) + ")" : work;
  const named = (what, methods) => new Proxy(freeze(methods), {
    get(all, name) {
      if (name in all || typeof name !== "string" || name === "then" || name === "toJSON") return all[name];
      throw new TypeError(what + "." + name + " does not exist; there are " + Object.keys(all).join(", "));
    },
  });
  const page = {};
  for (const name of ${JSON.stringify(PLAIN)}.split(" ")) page[name] = (...args) => call(name, ...args.map(at));
  page.evaluate = (work, arg, ...more) => call("evaluate", code(work, arg), ...more);
  page.waitFor = (what, ...more) => call("waitFor", typeof what === "function" ? { js: code(what) } : at(what), ...more);
  page.locator = (target) => {
    const own = { target: at(target), isLocator: true };
    for (const name of "${ON_ELEMENTS} press text waitFor".split(" ")) own[name] = (...args) => page[name](own.target, ...args);
    return named("locator", own);
  };
  const only = (method, given, ...others) => {
    for (const text of given) if (typeof text !== "string") throw new TypeError(method + " takes texts");
    if (others.length > 0) throw new TypeError(method + " does not take " + others.map((one) => stringify(one)).join(", "));
  };
  page.getByRole = (role, { name, ...options } = {}, ...more) => {
    only("getByRole", name === undefined ? [role] : [role, name], ...Object.keys(options), ...more);
    return page.locator("role=" + role + (name === undefined ? "" : '[name="' + name + '"]'));
  };
  page.getByText = (text, ...more) => { only("getByText", [text], ...more); return page.locator("text=" + text); };
  page.getByTestId = (id, ...more) => { only("getByTestId", [id], ...more); return page.locator("[data-testid=" + stringify(id) + "]"); };
  Object.defineProperty(globalThis, "page", { value: named("page", page), enumerable: true });
}`;
