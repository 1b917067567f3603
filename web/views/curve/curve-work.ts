/** What the curve view has asked of the engine and got: newest wins, and what is shown stays until the next is there. */

import type { ReactiveController, ReactiveControllerHost } from "lit";
import { FORMULA } from "../../components/formula-id.js";
import type { TextFault } from "../../components/formula-field.js";
import type { EngineClient, FormulaClient } from "../../worker/types.js";
import { readFormula } from "../formula-text.js";
import {
  draw,
  findFacts,
  findTimes,
  NewestWins,
  read,
  type Drawing,
  type Facts,
  type Readings,
  type Source,
  type Times,
} from "./curve-model.js";
import type { CurveState } from "./curve-state.js";

/** What the view tells its work. */
export interface CurveWorkOptions {
  /** Samples across the picture. */
  readonly resolution: () => number;
  /** The first picture is there, or the first fault. */
  readonly onReady: () => void;
  readonly onError: (message: string) => void;
}

/** Time is measured once the reader's hand rests. Units: ms. */
const REST = 600;

/** Whether a state's picture has the reader's formula in it. */
export function showsFormula({ id, others }: CurveState): boolean {
  return id === FORMULA || others.includes(FORMULA);
}

/** The engine's side of the curve view. */
export class CurveWork implements ReactiveController {
  drawing: Drawing | undefined;
  readings: Readings | undefined;
  facts: Facts | undefined;
  times: Times | undefined;
  /** The last formula that could be read. */
  formula: FormulaClient | undefined;
  /** What is wrong with the text as it stands. */
  fault: TextFault | undefined;
  failure = "";

  readonly #host: ReactiveControllerHost;
  readonly #options: CurveWorkOptions;
  readonly #parsings = new NewestWins((error) => {
    this.fail(error);
  });
  readonly #drawings = this.#newest();
  readonly #readings = this.#newest();
  readonly #findings = this.#newest();
  readonly #timings = this.#newest();
  #client: EngineClient | undefined;
  #state: CurveState | undefined;
  #parsed: string | undefined;
  #rest: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost, options: CurveWorkOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#rest);
  }

  /** Brings everything to a new state; what does not depend on what has changed stays. */
  show(client: EngineClient, next: CurveState): void {
    const before = this.#client === client ? this.#state : undefined;
    if (this.#client !== client) this.#parsed = undefined;
    this.#client = client;
    this.#state = next;
    if (showsFormula(next) && this.#parsed !== next.formula) this.#parse(client, next.formula);
    const same = (...names: readonly (keyof CurveState)[]): boolean =>
      before !== undefined && names.every((name) => before[name] === next[name]);
    if (!same("id", "params", "formulaParams", "domain", "others", "otherParams", "second") || !this.drawing)
      this.#draw();
    else if (!same("x")) this.#read();
    if (!same("id", "params", "formulaParams", "inputs") || !this.facts) this.#find();
  }

  /** Measures the time again. */
  measureTime(): void {
    clearTimeout(this.#rest);
    this.times = undefined;
    this.#host.requestUpdate();
    this.#timings.run(async (source, state) => {
      const times = await findTimes(source, state);
      this.#set({ times });
    });
  }

  /** The newest of the tasks of one kind, for the state as it is when the task begins. */
  #newest(): { readonly run: (task: (source: Source, state: CurveState) => Promise<void>) => void } {
    const tasks = new NewestWins((error) => {
      this.fail(error);
    });
    return {
      run: (task) => {
        tasks.run(async () => {
          const [client, state] = [this.#client, this.#state];
          if (client === undefined || state === undefined) return;
          const source = { client, formula: this.formula };
          // A formula that cannot be read yet has nothing to show.
          if (state.id !== FORMULA || source.formula !== undefined) await task(source, state);
        });
      },
    };
  }

  #parse(client: EngineClient, text: string): void {
    this.#parsed = text;
    this.#parsings.run(async () => {
      const { formula, fault } = await readFormula(client, text);
      if (this.#parsed !== text) return;
      this.fault = fault;
      this.#host.requestUpdate();
      if (formula === undefined) {
        this.#options.onReady();
        return;
      }
      this.formula = formula;
      this.#draw();
      if (this.#state?.id === FORMULA) this.#find();
    });
  }

  #draw(): void {
    this.#drawings.run(async (source, state) => {
      const drawing = await draw(source, state, this.#options.resolution());
      // The probe may have moved on while this was drawn.
      const x = this.#state?.x ?? state.x;
      const readings = await read(source, { ...state, x });
      if (this.#state?.id !== state.id) return;
      this.#set({ drawing, readings, failure: "" });
      this.#options.onReady();
    });
  }

  #read(): void {
    this.#readings.run(async (source, state) => {
      const readings = await read(source, state);
      if (this.drawing?.id === state.id) this.#set({ readings });
    });
  }

  #find(): void {
    clearTimeout(this.#rest);
    this.times = undefined;
    this.#findings.run(async (source, state) => {
      const facts = await findFacts(source, state);
      if (this.#state?.id !== state.id) return;
      this.#set({ facts });
      clearTimeout(this.#rest);
      this.#rest = setTimeout(() => {
        this.measureTime();
      }, REST);
    });
  }

  #set(news: Partial<Pick<CurveWork, "drawing" | "readings" | "facts" | "times" | "failure">>): void {
    Object.assign(this, news);
    this.#host.requestUpdate();
  }

  /** Shows what went wrong; that a newer call took its place is no error. */
  fail(error: unknown): void {
    if (error instanceof DOMException && error.name === "AbortError") return;
    this.failure = error instanceof Error ? error.message : String(error);
    this.#host.requestUpdate();
    this.#options.onError(this.failure);
  }
}
