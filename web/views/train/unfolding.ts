/** Draws the parts of a view one after the other: all at once would keep the page from answering. */

import { noChange, type ReactiveController, type ReactiveControllerHost } from "lit";

/** One more part in each animation frame, in the order of the parts, each as soon as it can be drawn. */
export class Unfolding<Part extends string> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #parts: readonly Part[];
  readonly #canDraw: (part: Part) => boolean;
  #count = 0;
  #frame = 0;

  constructor(host: ReactiveControllerHost, parts: readonly Part[], canDraw: (part: Part) => boolean) {
    this.#host = host;
    this.#parts = parts;
    this.#canDraw = canDraw;
    host.addController(this);
  }

  get isDone(): boolean {
    return this.#count === this.#parts.length;
  }

  /** Draws this part now, and those after it in their turn: there is much that is new to draw. */
  restartAt(part: Part): void {
    this.#count = Math.min(this.#count, this.#parts.indexOf(part) + 1);
  }

  /** What a part is to be now; as it was, while it is not its turn. */
  draw(part: Part, content: () => unknown): unknown {
    return this.#parts.indexOf(part) < this.#count ? content() : noChange;
  }

  hostUpdated(): void {
    if (this.isDone || !this.#canDraw(this.#parts[this.#count])) return;
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      this.#count++;
      this.#host.requestUpdate();
    });
  }

  hostDisconnected(): void {
    cancelAnimationFrame(this.#frame);
  }
}
