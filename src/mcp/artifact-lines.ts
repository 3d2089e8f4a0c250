import type { Answer } from "../domain/answer.ts";
import type { KeptArtifact } from "../domain/artifact.ts";
import { MAX_GRANT_ARTIFACT_BYTES, MAX_GRANT_ARTIFACTS } from "../domain/limits.ts";
import { plainType } from "../domain/media-type.ts";
import { visibleLine } from "../domain/unseen.ts";
import type { ArtifactLinks } from "./artifact-links.ts";

/** Artifacts worth naming, be they kept or dropped; more are counted. */
const MAX_NAMED = 20;

/** The answer with a line for each artifact it kept: ours before the fence, the page's name inside. */
export async function withArtifactLines(answer: Answer, links: ArtifactLinks): Promise<Answer> {
  const { artifacts = [], facts, notices = [], page } = answer;
  if (artifacts.length === 0) return answer;
  const shown = artifacts.slice(0, MAX_NAMED);
  const lines = await Promise.all(shown.map((artifact) => lineOf(artifact, links)));
  const names = shown.filter(({ namedByPage }) => namedByPage).map(nameOf);
  const more = artifacts.length - shown.length;
  if (more > 0) lines.push(`… ${more} more artifacts: resources/list has all`);
  const inside = page === undefined ? names : [...names, page];
  return {
    ...answer,
    facts: [...facts, ...lines],
    notices: [...notices, ...unsigned(links), ...dropped(artifacts)],
    ...(inside.length === 0 ? {} : { page: inside.join("\n") }),
  };
}

async function lineOf({ id, bytes, type }: KeptArtifact, links: ArtifactLinks): Promise<string> {
  return `artifact ${id} ${bytes} ${plainType(type)} ${await links.to(id)}`;
}

function nameOf({ id, name }: KeptArtifact): string {
  return `artifact ${id}: ${visibleLine(name)}`;
}

function unsigned({ areSigned }: ArtifactLinks): string[] {
  return areSigned
    ? []
    : ["links to artifacts need the bearer token, for the server has no LEAPFROG_KEY to sign them"];
}

function dropped(artifacts: readonly KeptArtifact[]): string[] {
  const ids = [...new Set(artifacts.flatMap((artifact) => artifact.dropped))];
  if (ids.length === 0) return [];
  const more = ids.length - MAX_NAMED;
  const named = ids.slice(0, MAX_NAMED).join(", ") + (more > 0 ? ` and ${more} more` : "");
  const size = MAX_GRANT_ARTIFACT_BYTES / 1024 / 1024;
  const room = `${size} MiB and ${MAX_GRANT_ARTIFACTS} artifacts are kept, the oldest go first`;
  return [`deleted to make room: ${named}; ${room}`];
}
