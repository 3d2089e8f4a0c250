/** What a table needs of a Durable Object's SQL; bytes come back as an `ArrayBuffer`. */
export interface Sql {
  exec(
    query: string,
    ...bindings: readonly (string | number | null | Uint8Array)[]
  ): Iterable<Record<string, SqlStorageValue>> & { readonly rowsWritten: number };
}
