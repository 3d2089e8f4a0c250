import type { ConsentDescription } from "@cloudflare/workers-oauth-provider";
import { visibleLine } from "../../domain/unseen.ts";
import { html, type Markup } from "../pages/html.ts";
import { told } from "../pages/layout.ts";
import type { GrantChoice } from "./grant-choices.ts";

/** What the page asks; `handle` names the request that the library keeps, `form` is the login's. */
export interface ConsentAsked {
  readonly details: ConsentDescription;
  readonly grants: readonly GrantChoice[];
  readonly handle: string;
  readonly form: string;
}

/** Longer words of a client are cut: they are a stranger's. */
const MAX_NAME = 80;

/** Who wants in, where the answer goes, and which grant it gets. */
export function consentMarkup({ details, grants, handle, form }: ConsentAsked): Markup {
  const { clientDomain, redirectHost, redirectUri } = details;
  return html`${details.redirectIsLoopback ? told("bad", LOOPBACK) : undefined}
<div class="card"><dl>
<dt>Calls itself</dt><dd>${shortened(details.clientName)}</dd>
<dt>Published by</dt><dd>${clientDomain ?? UNVERIFIED}</dd>
<dt>Answer goes to</dt><dd><strong>${redirectHost}</strong><br><span class="soft">${redirectUri}</span></dd>
</dl></div>
<form class="card" method="post" action="/authorize">
<input type="hidden" name="handle" value="${handle}">
<input type="hidden" name="form" value="${form}">
${grants.length === 0 ? NO_GRANTS : grantField(grants)}
<div class="buttons">${grants.length === 0 ? undefined : APPROVE}<button class="stop" name="decision" value="deny" formnovalidate>Deny</button></div>
</form>`;
}

const LOOPBACK =
  "The answer goes to a program on the computer of this browser. Go on only if you have just begun to connect it yourself.";
const UNVERIFIED = "unknown: the client registered itself, and its name is not verified";
const APPROVE = html`<button class="go" name="decision" value="approve">Approve</button>`;
const NO_GRANTS = html`<p>There is no grant that it could get. Make one, then connect again:</p><pre>npm run grant -- add assistant</pre>`;

function grantField(grants: readonly GrantChoice[]): Markup {
  const options = grants.map(
    ({ id, label }) => html`<option value="${id}">${shortened(label)} (${id})</option>`,
  );
  return html`<label for="grant">It acts as this grant</label>
<select id="grant" name="grant" required aria-describedby="what"><option value="">Choose a grant</option>${options}</select>
<p id="what" class="soft">It may do what the grant's policy allows. Rotating or revoking the grant ends its access at once.</p>`;
}

function shortened(text: string): string {
  const seen = visibleLine(text);
  return seen.length > MAX_NAME ? `${seen.slice(0, MAX_NAME)}…` : seen;
}
