/** Revisions of the protocol that the product serves, by the suite's names. */
export const REVISIONS = ["2025-11-25", "2026-07-28"] as const;
export type Revision = (typeof REVISIONS)[number];

/**
 * What is tested: `wrapper` is the product's Worker with the suite's own tools, prompts and resources
 * behind its endpoint; `server` is the product as it is.
 */
export type Target = "wrapper" | "server";

/** Scenarios that no revision scores, which the wrapper passes and is held to. */
export const HELD_UNSCORED: Readonly<Record<Revision, readonly string[]>> = {
  "2025-11-25": ["json-schema-2020-12"],
  "2026-07-28": ["json-schema-2020-12", "http-header-validation"],
};

/** Scenarios that ask for nothing a server with other tools lacks, each with what it tells of ours. */
export const GENERIC: Readonly<Record<Revision, Readonly<Record<string, string>>>> = {
  "2025-11-25": {
    "server-initialize": "the handshake, and that no session id is given",
    ping: "a ping is answered",
    "tools-list": "name, description and schema of every tool of the catalogue",
    "resources-list": "the list of artifacts has the revision's form",
    "prompts-list": "name and description of every prompt",
    "dns-rebinding-protection": "foreign Host and Origin are refused, own ones let in",
    "server-sse-multiple-streams": "requests at once; without a session id the suite only warns",
  },
  "2026-07-28": {
    "server-stateless":
      "discovery, the envelope of each request, versions, unknown methods, listen",
    "tools-list": "name, description and schema of every tool of the catalogue",
    "resources-list": "the list of artifacts has the revision's form",
    "prompts-list": "name and description of every prompt",
    "sep-2164-resource-not-found": "an unknown resource is an error that names it",
    "dns-rebinding-protection": "foreign Host and Origin are refused, own ones let in",
    caching: "every list says for how long and for whom it may be kept",
    "server-sse-multiple-streams": "requests at once, each with a stream of its own",
    "input-required-result-unsupported-methods": "no list asks its client for anything",
  },
};

/** Scenarios of the suite that the server is not asked, by the reason why. */
export const LEFT_OUT: Readonly<Record<string, readonly string[]>> = {
  "They call a tool of the suite's by its name; an unknown tool tells nothing of ours.": [
    "json-schema-2020-12",
    "tools-call-simple-text",
    "tools-call-image",
    "tools-call-audio",
    "tools-call-embedded-resource",
    "tools-call-mixed-content",
    "tools-call-with-logging",
    "tools-call-error",
    "tools-call-with-progress",
    "tools-call-sampling",
    "tools-call-elicitation",
    "elicitation-sep1034-defaults",
    "elicitation-sep1330-enums",
    "input-required-result-basic-elicitation",
    "input-required-result-basic-sampling",
    "input-required-result-basic-list-roots",
    "input-required-result-request-state",
    "input-required-result-multiple-input-requests",
    "input-required-result-multi-round",
    "input-required-result-missing-input-response",
    "input-required-result-result-type",
    "input-required-result-tampered-state",
    "input-required-result-capability-check",
    "input-required-result-ignore-extra-params",
    "input-required-result-validate-input",
  ],
  "They read a resource or get a prompt of the suite's by its name.": [
    "resources-read-text",
    "resources-read-binary",
    "resources-templates-read",
    "prompts-get-simple",
    "prompts-get-with-args",
    "prompts-get-embedded-resource",
    "prompts-get-with-image",
    "input-required-result-non-tool-request",
    "completion-complete",
  ],
  "It calls whichever tool is listed first, which here starts a browser; it is not scored.": [
    "http-header-validation",
  ],
  "The server does not offer it: log messages of the protocol are deprecated, and nobody is told of changes.":
    ["logging-set-level", "resources-subscribe", "resources-unsubscribe"],
};
