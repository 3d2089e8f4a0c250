/** Compiled by whoever bundles the Worker, since a Worker compiles none itself. */
declare module "*.wasm" {
  const compiled: WebAssembly.Module;
  export default compiled;
}
