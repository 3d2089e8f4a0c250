import { inject } from "vitest";
import { otherSite } from "../../reading/page-lines.ts";
import type { Case } from "./case.ts";

/**
 * What every document of a case knows: `send` posts to its server, one request after another; `$`
 * finds by id, `on` adds listeners, `make` makes an element; `heard` counts what a person's hand
 * would have done to the page.
 */
export const HEAD = `<!doctype html><meta charset=utf-8><style>body{font:14px sans-serif;margin:8px}</style><script>
let sending=Promise.resolve(),heard=0;
const send=(name,value="")=>{sending=sending.then(()=>fetch(name,{method:"POST",body:String(value),keepalive:true}))},
$=(id)=>document.getElementById(id),on=(it,kinds,run,how)=>kinds.split(" ").forEach((kind)=>it.addEventListener(kind,run,how)),
make=(tag,text="",more={})=>Object.assign(document.createElement(tag),{textContent:text},more);
on(window,"pointerdown mousedown pointerup mouseup click dblclick contextmenu keydown keyup beforeinput input change submit dragstart drop wheel",()=>heard++,true)
</script><small>page</small> `;

/** The page of a case, and what its server knows of it. */
export class CasePage {
  readonly #base: string;

  private constructor(base: string) {
    this.#base = base;
  }

  static async plant(given: Case, origin = inject("pages")): Promise<CasePage> {
    const key = crypto.randomUUID();
    const page = new CasePage(`${origin}/recorded/${key}`);
    const far = `${otherSite()}/recorded/${key}`;
    const html = typeof given.html === "string" ? given.html : given.html(far);
    const documents = Object.entries({ page: html, ...given.documents });
    const plants = documents.map(([name, body]) =>
      fetch(`${page.#base}/${name}`, { method: "PUT", body: HEAD + body }),
    );
    await Promise.all(plants);
    return page;
  }

  get url(): string {
    return `${this.#base}/page`;
  }

  async requests(): Promise<string[]> {
    return (await fetch(this.#base)).json();
  }
}
