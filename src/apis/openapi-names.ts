import type { Endpoint } from "./endpoint.ts";
import { capitalised, nounOf } from "./parameter-names.ts";
import { decodedSegment, isGeneric } from "./segments.ts";

/** What an operation is called: `getUsersByUserId` for `GET /api/users/{userId}`. */
export function operationName({ method, path }: Endpoint): string {
  const segments = path.split("/").filter((segment) => segment !== "");
  const telling = segments.filter((segment) => segment.includes("{") || !isGeneric(segment));
  const words = (telling.length === 0 ? segments : telling).map(wordsOf).join("");
  return method.toLowerCase() + (words === "" ? "Root" : words);
}

/** The first word of a path that says what it is about. */
export function tagOf({ path, operations }: Endpoint): string {
  const words = path.split("/").filter((segment) => !segment.includes("{") && !isGeneric(segment));
  return words[0] ?? (operations.length > 0 ? "graphql" : "root");
}

/** What an endpoint's answers might be called: by the last word of its path. */
export function subjectOf(path: string): string {
  const words = path.split("/").filter((segment) => !segment.includes("{") && !isGeneric(segment));
  return capitalised(nounOf(words.at(-1) ?? ""));
}

function wordsOf(segment: string): string {
  const words = segment.replace(/\{(\w+)\}/g, (_, name: string) => ` By ${capitalised(name)} `);
  return decodedSegment(words)
    .split(/[^A-Za-z\d]+/)
    .map(capitalised)
    .join("");
}
