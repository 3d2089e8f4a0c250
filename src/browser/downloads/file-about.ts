import { plainType } from "../../domain/media-type.ts";
import { clean, cut } from "../visible-text.ts";

const MAX_NAME = 120;

/** Types of files that people download, by the end of their names. */
const TYPES: Readonly<Record<string, string>> = {
  csv: "text/csv",
  doc: "application/msword",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  gif: "image/gif",
  gz: "application/gzip",
  htm: "text/html",
  html: "text/html",
  ics: "text/calendar",
  jpeg: "image/jpeg",
  jpg: "image/jpeg",
  json: "application/json",
  md: "text/markdown",
  mp3: "audio/mpeg",
  mp4: "video/mp4",
  odt: "application/vnd.oasis.opendocument.text",
  pdf: "application/pdf",
  png: "image/png",
  ppt: "application/vnd.ms-powerpoint",
  pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  svg: "image/svg+xml",
  tar: "application/x-tar",
  tsv: "text/tab-separated-values",
  txt: "text/plain",
  wav: "audio/wav",
  webm: "video/webm",
  webp: "image/webp",
  xls: "application/vnd.ms-excel",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  xml: "application/xml",
  zip: "application/zip",
};

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
  const known = Object.hasOwn(TYPES, end) ? TYPES[end] : undefined;
  return plainType(inUrl ?? known ?? "");
}
