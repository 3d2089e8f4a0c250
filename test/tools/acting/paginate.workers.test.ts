import { expect, inject, test } from "vitest";
import { Agent, pageUrl } from "../../support/agent.ts";

/** Puts pages of a list on the test's server, which link from one to the next; gives the address of the first. */
async function listOf(count: number, link: (next: string | undefined) => string): Promise<string> {
  const place = `${inject("pages")}/recorded/list-${crypto.randomUUID().slice(0, 8)}`;
  for (let at = 1; at <= count; at++) {
    const next = at < count ? `${place}/${at + 1}` : undefined;
    const body = `<title>List ${at}</title><nav><a href="${place}/1">First</a></nav><h1>Products</h1>
      <ul>${rows(at)}</ul><div class=pagination>${link(next)}</div>`;
    await fetch(`${place}/${at}`, { method: "PUT", body });
  }
  return `${place}/1`;
}

function rows(page: number): string {
  return [1, 2, 3].map((at) => `<li>Item ${page}-${at} <b>$5</b></li>`).join("");
}

async function walk(agent: Agent, args: Record<string, unknown> = {}) {
  const { text, isError } = await agent.call("paginate", args);
  const cursor = /cursor (walk\d+) goes on/.exec(text)?.[1];
  // Addresses of these pages hold the pages themselves.
  const body = text.replace(/^\[page \d+\].*$/gm, "");
  return { text, body, isError, cursor, items: body.match(/Item \d+-\d+/g) ?? [] };
}

const all = (pages: number, per = 3) =>
  Array.from({ length: pages }, (_, page) =>
    Array.from({ length: per }, (_, at) => `Item ${page + 1}-${at + 1}`),
  ).flat();

test.each([
  ["a link called Next", (next?: string) => (next ? `<a href="${next}">Next</a>` : "")],
  [
    "a link called Next page ›",
    (next?: string) => (next ? `<a href="${next}">Next page ›</a>` : ""),
  ],
  ["an arrow in a pager", (next?: string) => (next ? `<a href="${next}">›</a>` : "<span>›</span>")],
  [
    "a name only its label has",
    (next?: string) =>
      next ? `<a href="${next}" aria-label="Next page"><svg width=9 height=9></svg></a>` : "",
  ],
  [
    "rel=next on a link",
    (next?: string) => (next ? `<a rel="next" href="${next}">Go further</a>` : ""),
  ],
  ["rel=next of the document", (next?: string) => (next ? `<link rel="next" href="${next}">` : "")],
  ["German", (next?: string) => (next ? `<a href="${next}">Weiter »</a>` : "")],
  ["Japanese", (next?: string) => (next ? `<a href="${next}">次へ</a>` : "")],
])("all pages are read that %s leads to", async (_name, link) => {
  await using agent = await Agent.open({ url: await listOf(4, link) });
  const { text, items } = await walk(agent);
  expect(items).toEqual(all(4));
  expect(text).toMatch(/4 pages, \d+ characters · stopped: no_next: no control or link leads on/);
  expect(text).toMatch(/\[page 3\] http\S+\/3\n/);
  expect(text.match(/\$5/g)).toHaveLength(12);
});

test("numbers alone lead on, from the current one", async () => {
  const place = `${inject("pages")}/recorded/numbers-${crypto.randomUUID().slice(0, 8)}`;
  for (let at = 1; at <= 3; at++) {
    const links = [1, 2, 3].map((n) =>
      n === at ? `<span class=current>${n}</span>` : `<a href="${place}/${n}">${n}</a>`,
    );
    await fetch(`${place}/${at}`, {
      method: "PUT",
      body: `<ul>${rows(at)}</ul><div class=pagination>${links.join(" ")}</div>`,
    });
  }
  await using agent = await Agent.open({ url: `${place}/1` });
  expect((await walk(agent)).items).toEqual(all(3));
});

test.each([
  ["disabled", "<button disabled>Next</button>"],
  ["aria-disabled", "<a role=button aria-disabled=true href=#>Next</a>"],
  ["disabled by its class", "<li class=disabled><a href=#x>Next</a></li>"],
])("a control that is %s ends it, and is not pressed", async (_name, html) => {
  await using agent = await Agent.on(`<ul>${rows(1)}</ul><ul class=pagination>${html}</ul>`);
  const { text, items } = await walk(agent);
  expect(items).toEqual(all(1));
  expect(text).toMatch(/1 page, .* stopped: no_next: the control that leads on is turned off/);
});

test("what next means in a carousel or a calendar is left alone", async () => {
  await using agent = await Agent.on(`<ul>${rows(1)}</ul>
    <div class=carousel><button onclick="document.title='pressed'">Next</button></div>
    <div class=datepicker><button onclick="document.title='pressed'">Next</button></div>`);
  expect((await walk(agent)).text).toMatch(/no_next/);
  expect(await agent.evaluate("document.title")).toBe("");
});

const SPA = `<title>Shop</title><h1>Products</h1><ul id=list></ul><button id=next>Next</button><script>
  let page = 0;
  const show = async (wait) => { await new Promise((d) => setTimeout(d, wait)); page++;
    list.innerHTML = [1, 2, 3].map((at) => "<li>Item " + page + "-" + at + " <b>$5</b></li>").join("");
    next.disabled = page === 4; };
  next.onclick = () => show(400); show(0);
</script>`;

test("an application that draws its pages anew is read page by page", async () => {
  await using agent = await Agent.on(SPA);
  const { items, text } = await walk(agent);
  expect(items).toEqual(all(4));
  expect(text).toMatch(/turned off/);
  expect(text.match(/\$5/g)).toHaveLength(12);
});

test("a list that loads more under what it has gives only what is new", async () => {
  await using agent =
    await Agent.on(`<h1>Products</h1><ul id=list></ul><button id=more>Load more</button><p>Foot</p><script>
    let page = 0;
    const show = async (wait) => { await new Promise((d) => setTimeout(d, wait)); page++;
      list.insertAdjacentHTML("beforeend", [1, 2, 3].map((at) => "<li>Item " + page + "-" + at + "</li>").join(""));
      if (page === 4) more.remove(); };
    more.onclick = () => show(300); show(0);
  </script>`);
  const { items, body } = await walk(agent);
  expect(items).toEqual(all(4));
  expect(body.match(/Products|Foot/g)).toHaveLength(2);
});

test("a control that does nothing ends it", async () => {
  await using agent = await Agent.on(`<ul>${rows(1)}</ul><button>Next</button>`);
  expect((await walk(agent)).text).toMatch(
    /1 page, .* stopped: duplicate: the next page has nothing that was not there before/,
  );
});

const FEED = `<h1>Feed</h1><ul id=list></ul><script>
  let at = 0, busy = false;
  const more = async () => { if (busy || at >= 600) return; busy = true;
    await new Promise((d) => setTimeout(d, 150));
    for (let i = 0; i < 30; i++) list.insertAdjacentHTML("beforeend", "<li style='height:40px'>Item 1-" + ++at + "</li>");
    busy = false; };
  addEventListener("scroll", () => { if (scrollY + innerHeight > document.body.scrollHeight - 200) more(); });
  more();
</script>`;

test("a feed of 600 rows is read by scrolling, each row once", async () => {
  await using agent = await Agent.on(FEED);
  const first = await walk(agent, {
    paginationType: "scroll",
    maxPages: 50,
    maxCharsPerPage: 50_000,
  });
  expect(first.items).toEqual(all(1, 600));
  expect(first.text).toMatch(/stopped: no_next: the end is reached, and nothing new came/);
});

test("a list that keeps only what is in view is read by scrolling, each row once", async () => {
  await using agent =
    await Agent.on(`<h1>Window</h1><div id=view style="height:600px;overflow:auto"><div id=all style="height:8000px;position:relative"></div></div><script>
    const draw = () => { const from = Math.max(0, Math.floor(view.scrollTop / 40) - 3); all.innerHTML = "";
      for (let at = from; at < Math.min(200, from + 22); at++) all.insertAdjacentHTML("beforeend", "<div style='position:absolute;height:40px;top:" + at * 40 + "px'>Item 1-" + (at + 1) + "</div>"); };
    view.onscroll = draw; draw();
  </script>`);
  const { items } = await walk(agent, { paginationType: "scroll", maxPages: 50 });
  expect(items).toEqual(all(1, 200));
});

test("pages are read by their addresses, until there is none", async () => {
  const first = await listOf(3, () => "");
  await using agent = await Agent.on("<h1>Elsewhere</h1>");
  const urlPattern = first.replace(/1$/, "{page}");
  const { items } = await walk(agent, { paginationType: "url", urlPattern, maxPages: 3 });
  expect(items).toEqual(all(3));
  const gone = `${inject("pages")}/nothing-{page}`;
  expect((await walk(agent, { paginationType: "url", urlPattern: gone })).text).toMatch(
    /0 pages, 0 characters · stopped: no_next: the next page answers 404/,
  );
});

test("items of a script's list are given once each, markup and parts of the page too", async () => {
  await using agent = await Agent.on(SPA);
  const items = await walk(agent, {
    extractType: "js",
    extractJs:
      "[...document.querySelectorAll('li')].map((li) => ({ name: li.firstChild.data.trim() }))",
    maxPages: 2,
  });
  expect(items.text).toContain('[{"name":"Item 2-1"},{"name":"Item 2-2"},{"name":"Item 2-3"}]');
  await using other = await Agent.on(SPA);
  const markup = await walk(other, { extractType: "html", extractTarget: "#list", maxPages: 2 });
  expect(markup.text).toMatch(/<li>Item 2-1 <b>\$5<\/b>\s*<\/li>/);
  expect(markup.body).not.toContain("Products");
});

test("a walk goes on from its cursor, and not from another page or with other arguments", async () => {
  await using agent = await Agent.open({
    url: await listOf(5, (next) => (next ? `<a href="${next}">Next</a>` : "")),
  });
  const first = await walk(agent, { maxPages: 2 });
  expect(first.text).toMatch(/stopped: max_pages · cursor walk1 goes on/);
  const second = await walk(agent, { cursor: first.cursor, maxPages: 2 });
  expect(second.items).toEqual(all(4).slice(6));
  expect((await walk(agent, { cursor: first.cursor })).text).toMatch(
    /^not_found: There is no walk/,
  );
  const other = await walk(agent, { cursor: second.cursor, extractType: "html" });
  expect(other.text).toMatch(
    /^invalid_arguments: cursor goes on with a walk that was begun with other/,
  );
  await agent.navigate("<h1>Elsewhere</h1>");
  expect((await walk(agent, { cursor: second.cursor })).text).toMatch(
    /^not_found: The tab shows another page/,
  );
});

test("what is too long is cut page by page, and said", async () => {
  await using agent = await Agent.open({
    url: await listOf(3, (next) => (next ? `<a href="${next}">Next</a>` : "")),
  });
  const { text } = await walk(agent, { maxCharsPerPage: 100, extractType: "html" });
  expect(text).toMatch(
    /characters cut off, for maxCharsPerPage: page 1: \d+, page 2: \d+, page 3: \d+/,
  );
});

test("no page leads out of the web, or to what is closed", async () => {
  for (const to of [
    "file:///etc/passwd",
    "http://10.1.2.3/",
    "chrome://version",
    "javascript:alert(1)",
  ]) {
    for (const html of [`<link rel=next href="${to}">`, `<a rel=next href="${to}">Next</a>`]) {
      await using agent = await Agent.on(`<ul>${rows(1)}</ul>${html}`);
      const { text } = await walk(agent, { maxPages: 3 });
      expect(text).not.toMatch(/root:x:0|Google Chrome|Command Line/);
      expect(text).toMatch(
        /stopped: (?:error: (?:blocked_url|navigation_failed|the next page cannot be opened)|duplicate|no_next)/,
      );
    }
  }
});

test("what cannot be meant is refused by name, and nothing is read", async () => {
  await using agent = await Agent.on(`<ul>${rows(1)}</ul>`);
  for (const [args, expected] of [
    [{ extractType: "js" }, /^invalid_arguments: extractType js goes with extractJs/],
    [{ extractJs: "1" }, /^invalid_arguments: extractType js goes with extractJs/],
    [{ paginationType: "url" }, /^invalid_arguments: paginationType url goes with urlPattern/],
    [{ urlPattern: "http://x.example/{page}" }, /^invalid_arguments: paginationType url goes with/],
    [
      { paginationType: "url", urlPattern: "http://x.example/1" },
      /^invalid_arguments: urlPattern has no \{page\}/,
    ],
    [{ paginationType: "url", urlPattern: "file:///{page}" }, /^blocked_url/],
    [{ paginationType: "scroll", nextSelector: "#x" }, /takes no nextSelector/],
    [{ maxPages: 51 }, /^invalid_arguments: maxPages/],
    [{ cursor: "walk99" }, /^not_found: There is no walk walk99/],
    [{ nextSelector: "#(" }, /no_next|invalid_arguments/],
  ] as const) {
    expect((await walk(agent, args)).text).toMatch(expected);
  }
});

test("a walk that the call's time ends has its pages, and a cursor", async () => {
  const slow = pageUrl("<h1>Slow</h1>");
  await using agent = await Agent.on(`<ul>${rows(1)}</ul><button id=n>Next</button><script>
    let page = 1; n.onclick = () => { page++; document.querySelector("ul").innerHTML = "<li>Item " + page + "-1</li>"; };
  </script><!-- ${slow.length} -->`);
  const { text, cursor, items } = await walk(agent, { delayMs: 15_000, maxPages: 50 });
  expect(text).toMatch(/stopped: time · cursor walk1 goes on/);
  expect(items.length).toBeGreaterThanOrEqual(3);
  const more = await walk(agent, { cursor, maxPages: 1 });
  expect(more.items).toHaveLength(1);
}, 90_000);

test.each([
  ["drawn anew", SPA],
  ["a document of its own", undefined],
])(
  "a page that was gone to and could not be read is read by the cursor, not left out (%s)",
  async (_how, html) => {
    const url = await listOf(4, (next) => (next ? `<a href="${next}">Next</a>` : ""));
    await using agent = html === undefined ? await Agent.open({ url }) : await Agent.on(html);
    const extractJs = `(() => { const items = [...document.querySelectorAll("li")].map((li) => li.firstChild.data.trim());
      if (items[0] === "Item 2-1" && !sessionStorage.failed) { sessionStorage.failed = 1; throw new Error("half drawn"); }
      return items; })()`;
    const first = await walk(agent, { extractType: "js", extractJs });
    expect(first.items).toEqual(all(1));
    expect(first.text).toMatch(/stopped: error: script_failed: .* · cursor walk1 goes on/);
    expect(first.text).toMatch(/\[stopped\] .*half drawn/);
    const rest = await walk(agent, { cursor: first.cursor });
    expect(rest.items).toEqual(all(4).slice(3));
  },
);
