import { plainType, typeOfExtension } from "../../domain/media-type.ts";
import { clean, cut } from "../visible-text.ts";

const MAX_NAME = 120;

/** A file's name as one part of a path, without what nobody sees; its end is kept where it is cut. */
export function fileNameOf(suggested: string): string {
  const name = clean(suggested)
    .replace(/[\\/:*?"<>|]/g, "_")
    .replace(/^\.+/, "");
  if (name.length <= MAX_NAME) return name === "" ? "download" : name;
  const end = /\.[A-Za-z0-9]{1,10}$/.exec(name)?.[0] ?? "";
  return cut(name, MAX_NAME - end.length - 1) + end;
}

/** The type a server gave, or what the address or the name of a file says of it. */
export function typeOf(told: string | undefined, url: string, fileName: string): string {
  if (told) return plainType(told);
  const inUrl = /^data:([^;,]{1,100})[;,]/.exec(url.slice(0, 200))?.[1];
  const end = /\.([A-Za-z0-9]{1,10})$/.exec(fileName)?.[1]?.toLowerCase() ?? "";
  return plainType(inUrl ?? typeOfExtension(end) ?? "");
}
