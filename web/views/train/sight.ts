/** Whether an element can be seen: near the window, in a tab that is on show. */

import type { ReactiveController, ReactiveControllerHost } from "lit";

/** Calls back whenever the answer changes. */
export class Sight implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #onChange: (isSeen: boolean) => void;
  #observer: IntersectionObserver | undefined;
  #isNear = true;
  #isSeen = true;

  constructor(host: ReactiveControllerHost & HTMLElement, onChange: (isSeen: boolean) => void) {
    this.#host = host;
    this.#onChange = onChange;
    host.addController(this);
  }

  get isSeen(): boolean {
    return this.#isNear && document.visibilityState !== "hidden";
  }

  hostConnected(): void {
    this.#observer = new IntersectionObserver((entries) => {
      this.#isNear = entries[entries.length - 1].isIntersecting;
      this.#update();
    });
    this.#observer.observe(this.#host);
    document.addEventListener("visibilitychange", this.#update);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    document.removeEventListener("visibilitychange", this.#update);
  }

  readonly #update = (): void => {
    if (this.isSeen === this.#isSeen) return;
    this.#isSeen = this.isSeen;
    this.#onChange(this.#isSeen);
  };
}
