import type { LiveAsk } from "../../domain/live.ts";

const ask: LiveAsk = { type: "take" };
document.title = ask.type;
