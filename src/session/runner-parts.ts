import type { ArtifactStore } from "../domain/artifact.ts";
import type { ProfileStore } from "../domain/profile.ts";
import type { KnowledgeStore } from "../domain/site-knowledge.ts";
import type { HoldParts } from "./browser-hold.ts";
import type { KeptCare } from "./kept-care.ts";
import type { People } from "./people.ts";
import type { SealedStore } from "./sealed-store.ts";

/** What the calls of one session work with. */
export interface RunnerParts extends HoldParts {
  readonly artifacts: ArtifactStore;
  readonly profiles: ProfileStore;
  readonly knowledge: KnowledgeStore;
  readonly kept: KeptCare;
  readonly sealed: SealedStore;
  readonly people: People;
  readonly log: (event: string, error: unknown) => void;
  /** Keeps the object until this is done, though no answer waits for it. */
  readonly later: (work: Promise<void>) => void;
}
