/** What others are told of the project: the registry's entry and the Deploy button, by package.json alone. */

const SCHEMA = "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json";
/** A name nobody can publish under, until the package says where it lives. */
const NO_NAMESPACE = "com.example";
const BUTTON = "https://deploy.workers.cloudflare.com";

/** As much of package.json as is told. */
export interface Package {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  /** `https://github.com/<owner>/<name>`, without more. */
  readonly repository?: string;
}

/** `server.json` of the MCP registry: everybody's own deployment, by its host name and token. */
export function registryEntry({ name, version, description, repository }: Package): string {
  const owner = repository && ownerOf(repository);
  const entry = {
    $schema: SCHEMA,
    name: `${owner === undefined ? NO_NAMESPACE : `io.github.${owner}`}/${name}`,
    title: "Leapfrog remote browser",
    description,
    version,
    ...(repository === undefined ? {} : { repository: { url: repository, source: "github" } }),
    remotes: [remote()],
  };
  return `${JSON.stringify(entry, null, 2)}\n`;
}

function remote() {
  const host = {
    description: "Host name of your deployment",
    placeholder: "leapfrog.your-subdomain.workers.dev",
    isRequired: true,
  };
  const token = {
    description: "LEAPFROG_TOKEN, or the key of a grant",
    isRequired: true,
    isSecret: true,
  };
  return {
    type: "streamable-http",
    url: "https://{host}/mcp",
    variables: { host },
    headers: [
      {
        name: "Authorization",
        description: "Left out where the client logs in by OAuth",
        value: "Bearer {token}",
        variables: { token },
        isSecret: true,
      },
    ],
  };
}

function ownerOf(repository: string): string {
  const [, owner] = /^https:\/\/github\.com\/([\w-]+)\/[\w.-]+$/.exec(repository) ?? [];
  if (owner === undefined) throw new Error(`${repository} is no address of a GitHub repository`);
  return owner;
}

/** The Deploy button as Markdown; nothing while the project has no public address. */
export function deployButton({ repository }: Package): string {
  if (repository === undefined) return "";
  return `[![Deploy to Cloudflare](${BUTTON}/button)](${BUTTON}/?url=${repository})`;
}

/** A page with `text` between the two comments that carry this name; throws where they are missing. */
export function withBlock(page: string, name: string, text: string): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [start, end] = [page.indexOf(open), page.indexOf(close)];
  if (start < 0 || end < start) throw new Error(`no place for ${name}`);
  const inside = text === "" ? "\n" : `\n\n${text}\n\n`;
  return page.slice(0, start + open.length) + inside + page.slice(end);
}
