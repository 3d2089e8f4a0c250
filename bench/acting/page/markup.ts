/**
 * What every page of this bench carries: `tell` reports something to the bench, `post` asks the
 * server, `order` is what buttons do, `show` writes the line that says what became of it. The
 * bench asks the page by the same socket, so that nobody's word but the page's is taken.
 */
const SCRIPT = `
const socket = new WebSocket(location.origin.replace("http", "ws") + location.pathname.replace(/[^/]*$/, "socket"));
const opened = new Promise((done) => { socket.onopen = done; });
const send = (message) => opened.then(() => socket.send(JSON.stringify(message)));
const tell = (event) => send({ event, at: Date.now() });
socket.onmessage = async ({ data }) => {
  const { id, code } = JSON.parse(data);
  let value;
  try { value = await (0, eval)(code); } catch (error) { value = String(error); }
  send({ id, value: value === undefined ? null : value });
};
// A body that nobody reads keeps its request from ending.
const ask = async (path, method) => {
  const response = await fetch(path, { method });
  await response.text();
  return response;
};
const post = (path) => ask(path, "POST");
const find = (id) => document.getElementById(id);
const show = (text) => { find("status").textContent = text; };
let orders = 0;
async function order() {
  const { ok } = await post("order");
  if (ok) show("Orders: " + ++orders);
}
addEventListener("load", () => tell("loaded"));
`;

/** A whole document around a body, with the line that says what became of it. */
export function documentOf(body: string, status = "Orders: 0"): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title>
<link rel="icon" href="data:,"><style>body { font: 16px sans-serif; margin: 16px }
.cover { position: fixed; inset: 0; background: #eee }</style><script>${SCRIPT}</script></head>
<body><h1>Shop</h1>${body}<p id="status" role="status">${status}</p></body></html>`;
}
