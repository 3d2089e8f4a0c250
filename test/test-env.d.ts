declare namespace Cloudflare {
  interface Env {
    /** A bucket of the tests, which the Worker itself does not know. */
    TEST_BUCKET: R2Bucket;
    /** A namespace of the tests; a request that is given it as `OAUTH_KV` finds OAuth on. */
    TEST_KV: KVNamespace;
    TEST_METRICS: AnalyticsEngineDataset;
    /** The root key of the Worker under test. */
    LEAPFROG_KEY: string;
  }
}
