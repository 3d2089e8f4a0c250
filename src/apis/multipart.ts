import { isProgramName } from "./name-forms.ts";
import { boundedShape, merge, NOTHING, type Shape, shapeOfText } from "./shape.ts";

/** One field of a form in parts; a file's name and content are not kept. */
export interface Part {
  readonly name: string;
  readonly isFile: boolean;
  readonly text: string;
}

const MAX_PARTS = 200;

/** The fields of a multipart body; Chrome leaves the content of files out. */
export function partsOf(type: string, body: string): readonly Part[] {
  const [, quoted, bare] = /;\s*boundary=(?:"([^"]{1,100})"|([^\s;]{1,100}))/i.exec(type) ?? [];
  const boundary = quoted ?? bare ?? /^--(\S{1,100})/.exec(body)?.[1];
  if (boundary === undefined) return [];
  return body
    .split(`--${boundary}`)
    .slice(1, MAX_PARTS)
    .flatMap((part) => {
      const [, head = "", text = ""] = /^\r?\n([\s\S]*?)\r?\n\r?\n([\s\S]*)$/.exec(part) ?? [];
      const name = /\bname="([^"\r\n]{1,200})"/i.exec(head)?.[1];
      if (name === undefined) return [];
      return [{ name, isFile: /\bfilename\*?=/i.test(head), text: text.replace(/\r?\n$/, "") }];
    });
}

/** The shape of a form in parts. */
export function partsShape(type: string, body: string): Shape {
  const properties = new Map<string, Shape>();
  const times = new Map<string, number>();
  for (const { name, isFile, text } of partsOf(type, body)) {
    if (!isProgramName(name)) continue;
    const shape: Shape = isFile
      ? { text: "binary" }
      : text === ""
        ? { text: "any" }
        : shapeOfText(text);
    properties.set(name, merge(properties.get(name) ?? NOTHING, shape));
    times.set(name, (times.get(name) ?? 0) + 1);
  }
  for (const [name, shape] of properties) {
    if ((times.get(name) ?? 0) > 1) properties.set(name, { list: shape });
  }
  const required = new Set(properties.keys());
  return boundedShape({ properties, required, folded: false });
}
