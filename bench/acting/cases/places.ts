import { caseOf } from "./case.ts";

const BUTTON = `<button onclick="order()">Order</button>`;
/** A frame has no line of the page's own, and asks its own origin. */
const FRAME = `<button onclick="fetch('order', { method: 'POST' }); document.body.append('Ordered')">Order</button>`;

/** Targets that stand somewhere else than in plain sight of the page's own document. */
export const PLACES = [
  caseOf("below, in an inner scroller", {
    body: `<div style="height: 200px; overflow: auto"><div style="height: 3000px"></div>${BUTTON}</div>`,
    doable: true,
  }),
  caseOf("under a sticky footer until scrolled", {
    body: `<div style="height: 600px"></div>${BUTTON}<div style="height: 900px"></div>
      <footer style="position: fixed; bottom: 0; left: 0; right: 0; height: 120px; background: #ddd">Footer</footer>`,
    doable: true,
  }),
  caseOf("in a shadow root", { body: shadow("open"), doable: true }),
  caseOf("in a closed shadow root", { body: shadow("closed"), doable: true }),
  caseOf("in a frame of another origin", {
    body: `<iframe src="OTHER_ORIGIN/frame" width="400" height="200"></iframe>`,
    replies: { frame: { html: FRAME } },
    tells: /Ordered/,
    asked: ["POST order"],
    doable: true,
  }),
];

function shadow(mode: string): string {
  return `<div id="host"></div><script>
    const root = find("host").attachShadow({ mode: "${mode}" });
    root.innerHTML = "<button>Order</button>";
    root.querySelector("button").onclick = order;
  </script>`;
}
