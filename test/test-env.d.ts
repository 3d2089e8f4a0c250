declare namespace Cloudflare {
  interface Env {
    /** A bucket of the tests, which the Worker itself does not know. */
    TEST_BUCKET: R2Bucket;
    /** The root key of the Worker under test. */
    LEAPFROG_KEY: string;
  }
}
