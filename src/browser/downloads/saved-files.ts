import { decodeBase64 } from "../../domain/base64.ts";
import type { CDPSession } from "../cdp.ts";
import type { HiddenTarget, HiddenTargets } from "../hidden-targets.ts";

const CHUNK_BYTES = 1_048_576;
const INPUT = `Object.assign(document.createElement("input"), { type: "file" })`;

/**
 * Reads files on the browser's own disk, wherever that is: a document that nobody sees is given the
 * file as a person would choose it, and the protocol reads it from there.
 */
export class SavedFiles {
  readonly #targets: HiddenTargets;
  #target: Promise<HiddenTarget> | undefined;
  #readers = 0;

  constructor(targets: HiddenTargets) {
    this.#targets = targets;
  }

  /** The file in chunks; throws when there are fewer or more bytes than it is said to have. */
  async *read(path: string, bytes: number): AsyncGenerator<Uint8Array> {
    this.#readers++;
    try {
      this.#target ??= this.#targets.open();
      const { session } = await this.#target;
      let read = 0;
      for await (const chunk of chunksOf(session, await blobOf(session, path))) {
        read += chunk.length;
        yield chunk;
      }
      if (read !== bytes) throw new Error(`a file of ${bytes} bytes was read as ${read}`);
    } finally {
      await this.#done();
    }
  }

  async #done(): Promise<void> {
    this.#readers--;
    if (this.#readers > 0) return;
    const target = this.#target;
    this.#target = undefined;
    // One that never came, or whose connection is gone, needs no closing.
    await target?.then((opened) => opened.close()).catch(() => undefined);
  }
}

/** A handle of the file's bytes. */
async function blobOf(session: CDPSession, path: string): Promise<string> {
  const { result: input } = await session.send("Runtime.evaluate", { expression: INPUT });
  const objectId = input.objectId ?? "";
  await session.send("DOM.setFileInputFiles", { files: [path], objectId });
  const { result: file } = await session.send("Runtime.callFunctionOn", {
    objectId,
    functionDeclaration: "function () { return this.files[0]; }",
  });
  const { uuid } = await session.send("IO.resolveBlob", { objectId: file.objectId ?? "" });
  return `blob:${uuid}`;
}

async function* chunksOf(session: CDPSession, handle: string): AsyncGenerator<Uint8Array> {
  for (;;) {
    const { data, base64Encoded, eof } = await session.send("IO.read", {
      handle,
      size: CHUNK_BYTES,
    });
    if (data !== "")
      yield base64Encoded === true ? decodeBase64(data) : new TextEncoder().encode(data);
    if (eof) return;
  }
}
