/** Tells a chart how large it is, so that it draws in real CSS px and text never scales. */

import type { ReactiveController, ReactiveControllerHost } from "lit";

/** Watches the host's content box and asks for an update when it changes. Units: CSS px. */
export class SizeController implements ReactiveController {
  width = 0;
  height = 0;
  readonly #host: ReactiveControllerHost & HTMLElement;
  #observer: ResizeObserver | undefined;
  #frame = 0;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#observer = new ResizeObserver((entries) => {
      const { width, height } = entries[entries.length - 1].contentRect;
      cancelAnimationFrame(this.#frame);
      // Not here: what a chart draws may change the height of the page, which another observer was already told.
      this.#frame = requestAnimationFrame(() => {
        this.#resize(width, height);
      });
    });
    this.#observer.observe(this.#host);
  }

  #resize(width: number, height: number): void {
    if (Math.abs(width - this.width) < 0.5 && Math.abs(height - this.height) < 0.5) return;
    this.width = width;
    this.height = height;
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    cancelAnimationFrame(this.#frame);
    this.#observer?.disconnect();
    this.#observer = undefined;
  }

  /** False until the first measurement, and while the chart is not displayed. */
  get known(): boolean {
    return this.width > 0 && this.height > 0;
  }
}
