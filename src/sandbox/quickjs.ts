import variant from "@jitl/quickjs-wasmfile-release-sync";
import {
  newQuickJSWASMModuleFromVariant,
  newVariant,
  type QuickJSWASMModule,
} from "quickjs-emscripten-core";

/**
 * An interpreter with memory of its own. WebAssembly's memory never shrinks and a script may leave it in
 * any state, so that each script gets another, which is dropped whole.
 */
export async function newInterpreter(): Promise<QuickJSWASMModule> {
  const { default: wasmModule } = await import(
    // Asked for only now, since whoever only lists the tools is no Worker; by its file, since what bundles
    // a Worker knows WebAssembly by the name of the file.
    "../../node_modules/@jitl/quickjs-wasmfile-release-sync/dist/emscripten-module.wasm"
  );
  return newQuickJSWASMModuleFromVariant(newVariant(variant, { wasmModule }));
}
