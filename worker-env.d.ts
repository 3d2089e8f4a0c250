/** Bindings and settings of the Worker; settings are strings, read by `domain/config.ts` only. */
declare namespace Cloudflare {
  interface GlobalProps {
    mainModule: typeof import("./src/index.ts");
  }
  interface Env {
    BROWSER: Fetcher;
    SESSION: DurableObjectNamespace<import("./src/session/session-object.ts").SessionObject>;
    COORDINATOR: DurableObjectNamespace<
      import("./src/coordinator/coordinator-object.ts").CoordinatorObject
    >;
    GRANT: DurableObjectNamespace<import("./src/grants/grant-object.ts").GrantObject>;
    DIRECTORY: DurableObjectNamespace<import("./src/grants/directory-object.ts").DirectoryObject>;
    /** Where artifacts lie, should it be bound. */
    ARTIFACTS?: R2Bucket;
    /** Where OAuth keeps clients and tokens; bound, it switches OAuth on. */
    OAUTH_KV?: KVNamespace;
    /** Where a data point of each call is written, should it be bound. */
    METRICS?: AnalyticsEngineDataset;
  }
}
