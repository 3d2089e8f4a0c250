import SwaggerParser from "@apidevtools/swagger-parser";
import { Validator } from "@seriousme/openapi-schema-validator";
import { expect } from "vitest";
import type { OpenApiDocument, PathItem } from "../../src/apis/openapi-document.ts";

/** It keeps what it made of its schemas. */
const VALIDATOR = new Validator();

/** Asks two validators, and looks for what the specification says and no schema can. */
export async function expectValid(document: OpenApiDocument): Promise<void> {
  const text = JSON.stringify(document);
  const { valid, errors } = await VALIDATOR.validate(JSON.parse(text));
  expect(errors ?? [], text).toEqual([]);
  expect(valid).toBe(true);
  // It resolves references in place, and throws at one that leads nowhere.
  await SwaggerParser.validate(JSON.parse(text));
  const ids = [...text.matchAll(/"operationId":"([^"]*)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const hierarchies = Object.keys(document.paths).map((path) => path.replace(/\{\w+\}/g, "{}"));
  expect(new Set(hierarchies).size).toBe(hierarchies.length);
  for (const [path, item] of itemsOf(document)) expectParameters(path, item);
  expectSchemes(document, text);
}

/** Every path with its item, those of the components among them. */
export function itemsOf({ paths, components }: OpenApiDocument): [string, PathItem][] {
  const homeless = Object.values(components?.pathItems ?? {});
  return [
    ...Object.entries(paths),
    ...homeless.map((item): [string, PathItem] => [item["x-path"] ?? "", item]),
  ];
}

function expectParameters(path: string, item: PathItem): void {
  const holes = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  expect(new Set(holes).size, path).toBe(holes.length);
  for (const method of ["get", "put", "post", "delete", "patch"] as const) {
    const parameters = item[method]?.parameters ?? [];
    if (item[method] === undefined) continue;
    const inPath = parameters.filter((one) => one.in === "path");
    expect(inPath.map(({ name }) => name).sort(), path).toEqual([...holes].sort());
    expect(inPath.every(({ required }) => required === true)).toBe(true);
    const keys = parameters.map((one) => `${one.in} ${one.name}`);
    expect(new Set(keys).size, path).toBe(keys.length);
  }
}

function expectSchemes({ components }: OpenApiDocument, text: string): void {
  const schemes = new Set(Object.keys(components?.securitySchemes ?? {}));
  for (const [, list = ""] of text.matchAll(/"security":(\[(?:\{[^}]*\},?)*\])/g)) {
    const used = (JSON.parse(list) as object[]).flatMap((one) => Object.keys(one));
    expect(used.filter((name) => !schemes.has(name))).toEqual([]);
  }
}
