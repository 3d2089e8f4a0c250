const KEY = "stopped";

/** Whether an object's grant, or the whole server, is held by its kill switch. */
export class KillSwitch {
  readonly #kv: Pick<DurableObjectStorage["kv"], "get" | "put" | "delete">;

  constructor(kv: Pick<DurableObjectStorage["kv"], "get" | "put" | "delete">) {
    this.#kv = kv;
  }

  get isOn(): boolean {
    return this.#kv.get(KEY) === true;
  }

  turn(on: boolean): void {
    if (on) this.#kv.put(KEY, true);
    else this.#kv.delete(KEY);
  }
}
