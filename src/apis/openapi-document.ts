import type { JsonSchema } from "./schema.ts";

/** The part of OpenAPI 3.1.0 that is written here; `x-` members are ours. */
export interface OpenApiDocument {
  readonly openapi: "3.1.0";
  readonly info: {
    readonly title: string;
    readonly version: string;
    readonly description: string;
  };
  readonly servers?: readonly Server[];
  readonly tags?: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, PathItem>>;
  readonly components?: Components;
}

export interface Server {
  readonly url: string;
}

export interface Components {
  readonly schemas?: Readonly<Record<string, JsonSchema>>;
  readonly securitySchemes?: Readonly<Record<string, SecurityScheme>>;
  readonly pathItems?: Readonly<Record<string, PathItem>>;
}

export type OpenApiMethod = "get" | "put" | "post" | "delete" | "patch";

export type PathItem = {
  /** Of a path item that could not stand under its path. */
  readonly "x-path"?: string;
  readonly servers?: readonly Server[];
} & { readonly [Method in OpenApiMethod]?: Operation };

export interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: {
    readonly required?: true;
    readonly content: Readonly<Record<string, MediaType>>;
  };
  readonly responses: Readonly<Record<string, ResponseObject>>;
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
  readonly "x-category": string;
  readonly "x-confidence": number;
  readonly "x-graphql-operations"?: readonly GraphqlEntry[];
}

export interface GraphqlEntry {
  readonly name: string;
  readonly type?: string;
  readonly variables?: JsonSchema;
  readonly response?: JsonSchema;
}

export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query";
  readonly required?: boolean;
  readonly style?: "form";
  readonly explode?: true;
  readonly schema: JsonSchema;
}

export interface MediaType {
  readonly schema?: JsonSchema;
  /** Of one line or one event. */
  readonly "x-item-schema"?: JsonSchema;
}

export interface ResponseObject {
  readonly description: string;
  readonly content?: Readonly<Record<string, MediaType>>;
}

export type SecurityScheme =
  | { readonly type: "http"; readonly scheme: string }
  | {
      readonly type: "apiKey";
      readonly in: "header" | "query" | "cookie";
      readonly name: string;
      readonly description?: string;
    };
