import type { LiveFile } from "../../domain/live.ts";

/** A file of the person's as it is sent; fails where the browser cannot read it. */
export function liveFileOf(file: File): Promise<LiveFile> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("error", () => reject(new Error(`${file.name} cannot be read`)));
    reader.addEventListener("load", () => {
      const address = String(reader.result);
      const data = address.slice(address.indexOf(",") + 1);
      resolve({ name: file.name, type: file.type, data });
    });
    reader.readAsDataURL(file);
  });
}
