import { make } from "../shared/make.ts";

/** Something the page asks; `id` tells one question from the next. */
interface Asked {
  readonly id: string;
}

/** What a popup asks its owner to do. */
export interface PopupOwner<T> {
  /** Fills it for a question, before it is shown. */
  fill(asked: T): void;
  /** The person closed it without an answer. */
  dismissed(asked: T): void;
}

/** A dialog for one question at a time, which opens once for each. */
export class Popup<T extends Asked> {
  readonly element: HTMLDialogElement;
  readonly #owner: PopupOwner<T>;
  #asked: T | undefined;
  #answeredId: string | undefined;

  constructor(id: string, title: string, body: HTMLElement, owner: PopupOwner<T>) {
    this.#owner = owner;
    const heading = make("h2", { id: `${id}-title` }, title);
    this.element = make("dialog", { id, "aria-labelledby": heading.id }, heading, body);
    // This event comes late, when the next question may be open.
    this.element.addEventListener("close", () => {
      const asked = this.element.open ? undefined : this.#asked;
      if (asked !== undefined) owner.dismissed(asked);
    });
  }

  get asked(): T | undefined {
    return this.#asked;
  }

  /** Opens for a question that has no answer yet, and closes for none. */
  want(asked: T | undefined): void {
    const wanted = asked?.id === this.#answeredId ? undefined : asked;
    if (wanted?.id === this.#asked?.id) return;
    this.#asked = undefined;
    this.element.close();
    if (wanted === undefined) return;
    this.#asked = wanted;
    this.#owner.fill(wanted);
    this.element.showModal();
  }

  /** The question that is answered now, once; the popup is closed. */
  answer(): T | undefined {
    const asked = this.#asked;
    this.#asked = undefined;
    this.#answeredId = asked?.id ?? this.#answeredId;
    this.element.close();
    return asked;
  }

  /** An answer that did not arrive may be given again. */
  unlock(): void {
    this.#answeredId = undefined;
  }
}
