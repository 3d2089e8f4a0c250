const MAX_LINE = 2_000;

/** What a script has written to its console, as far as there is room. */
export class ScriptConsole {
  readonly lines: string[] = [];
  dropped = 0;
  #room: number;

  constructor(room: number) {
    this.#room = room;
  }

  take(level: string, text: string): void {
    const line = `${level === "log" ? "" : `${level}: `}${text}`;
    const kept = line.length > MAX_LINE ? `${line.slice(0, MAX_LINE)}…` : line;
    if (kept.length > this.#room) {
      this.dropped++;
      return;
    }
    this.#room -= kept.length;
    this.lines.push(kept);
  }
}
