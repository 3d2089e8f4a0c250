import type { PageState, StorageEntries } from "../in-page-contract.ts";

/** Characters of one storage of one origin that are kept; beyond it the storage is left out. */
const MAX_CHARACTERS = 1_000_000;

const told = new Map<string, string>();

/** What of this document outlives its browser; a storage that is as it was told before is left out. */
export function pageState(all: boolean): PageState {
  if (all) told.clear();
  const local = fresh("local", () => localStorage);
  const session = fresh("session", () => sessionStorage);
  return {
    origin,
    scroll: { x: scrollX, y: scrollY },
    ...(local === undefined ? {} : { local }),
    ...(session === undefined ? {} : { session }),
  };
}

function fresh(kind: string, storageOf: () => Storage): StorageEntries | "too large" | undefined {
  const entries = entriesOf(storageOf);
  if (entries === undefined) return undefined;
  const text = JSON.stringify(entries);
  if (told.get(kind) === text) return undefined;
  told.set(kind, text);
  return text.length > MAX_CHARACTERS ? "too large" : entries;
}

/** Documents without an origin of their own have no storage, and throw. */
function entriesOf(storageOf: () => Storage): [string, string][] | undefined {
  try {
    return Object.entries(storageOf());
  } catch {
    return undefined;
  }
}

/** Puts entries into the storage of this document's origin; false when they do not go in. */
export function plantStorage(local: StorageEntries, session: StorageEntries): boolean {
  try {
    for (const [key, value] of local) localStorage.setItem(key, value);
    for (const [key, value] of session) sessionStorage.setItem(key, value);
    return true;
  } catch {
    return false;
  }
}

/** Scrolls the document at once to where it was. */
export function scrollBack(x: number, y: number): void {
  scrollTo({ left: x, top: y, behavior: "instant" });
}
