/** Plays the run of a view: at the reader's pace, only in sight, and with a picture in each animation frame at most. */

import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Edit } from "../../engine/types.js";
import type { RunSpec } from "../../spec/run-spec.js";
import type { EngineClient } from "../../worker/types.js";
import type { PlayAction } from "./play-bar.js";
import type { Moment, PlayerHooks } from "./player-types.js";
import { Player } from "./player.js";
import { Sight } from "./sight.js";
import type { Change } from "./timeline.js";

/** Time between pictures when motion is not welcome. Units: ms. */
const kStillInterval = 100;

/** What the reader can ask of a run that is there. */
export type PlaybackAction = Exclude<PlayAction, "new-seed">;

const kStart: Moment = { at: "start", edits: "" };

const mayMove = () => !matchMedia("(prefers-reduced-motion: reduce)").matches;

export interface PlaybackHooks extends Omit<PlayerHooks, "onChange"> {
  /** What the reader asked for is done; the run is where it was to go. */
  readonly onRest: () => void;
}

export class Playback implements ReactiveController {
  player: Player | undefined;
  /** Units: steps per second. */
  speed = Infinity;

  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #hooks: PlaybackHooks;
  readonly #sight: Sight;
  #client: EngineClient | undefined;
  #wanted: RunSpec | undefined;
  #frame = 0;
  /** Whether it was playing when it went out of sight. */
  #resumes = false;

  constructor(host: ReactiveControllerHost & HTMLElement, hooks: PlaybackHooks) {
    this.#host = host;
    this.#hooks = hooks;
    host.addController(this);
    this.#sight = new Sight(host, (isSeen) => {
      this.#seen(isSeen);
    });
  }

  hostDisconnected(): void {
    cancelAnimationFrame(this.#frame);
    this.player?.dispose();
    this.player = undefined;
  }

  /** The player of a client; a new one when there is none, or it was another's. */
  use(client: EngineClient): Player {
    if (this.player && this.#client === client) return this.player;
    this.player?.dispose();
    this.#client = client;
    const onChange = () => {
      this.#schedule();
    };
    this.player = new Player(client, { ...this.#hooks, onChange });
    return this.player;
  }

  /**
   * Goes over to another run, or another moment of one: where `at` says; left out, it plays if the one before did or `plays`
   * says so, and else shows what is of interest.
   */
  async show(
    spec: RunSpec,
    { at, edits, plays }: { at?: number | undefined; edits: string; plays: boolean },
  ): Promise<void> {
    const { player } = this;
    if (!player) return;
    this.#wanted = spec;
    const goesOn = at === undefined && (player.isPlaying || (plays && mayMove()));
    const usual = goesOn || (player.frame !== undefined && !player.isFinished) ? "start" : "end";
    await player.load(spec, { at: at ?? usual, edits });
    if (goesOn && this.#wanted === spec) await this.#play();
  }

  act(action: PlaybackAction): void {
    void this.#andRest(this.#perform(action));
  }

  /** Goes to a step of the run. */
  seek(step: number): void {
    if (this.player) void this.#andRest(this.player.seek(step));
  }

  /** Changes the run from here on. */
  change(change: Change): void {
    if (this.player) void this.#andRest(this.player.change(change));
  }

  /** Shows the run at the same step, with these changes only on its way. */
  keepOnly(edits: readonly Edit[]): void {
    void this.#andRest(this.#keepOnly(edits));
  }

  async #keepOnly(edits: readonly Edit[]): Promise<void> {
    const { player } = this;
    if (!player || !this.#wanted) return;
    const { isPlaying, isFinished, frame } = player;
    const { writeEdits } = await import("./edits-text.js");
    await player.load(this.#wanted, {
      at: isFinished ? "end" : (frame?.step ?? 0),
      edits: writeEdits(edits),
    });
    if (isPlaying) await this.#play();
  }

  async #andRest(deed: Promise<void>): Promise<void> {
    const wanted = this.#wanted;
    await deed;
    if (this.player && this.#wanted === wanted) this.#hooks.onRest();
  }

  async #perform(action: PlaybackAction): Promise<void> {
    const { player } = this;
    if (!player) return;
    const { stepsPerEpoch } = player;
    const step = player.frame?.step ?? 0;
    switch (action) {
      case "play":
        return this.#play();
      case "pause":
        return player.pauseNow();
      case "back":
        return player.seek((player.target ?? step) - 1);
      case "sample":
        return player.nextSample();
      case "step":
        return player.step(1);
      case "epoch":
        return player.step(stepsPerEpoch - (step % stepsPerEpoch));
      case "reset":
        if (this.#wanted) return player.load(this.#wanted, kStart);
    }
  }

  /** Plays on at the speed as it is now, if it plays. */
  async changePace(): Promise<void> {
    if (!this.player?.isPlaying) return;
    await this.player.pauseNow();
    await this.#play();
  }

  async #play(): Promise<void> {
    if (!this.#sight.isSeen) {
      this.#resumes = true;
      return;
    }
    await this.player?.play({ speed: this.speed, interval: mayMove() ? 0 : kStillInterval });
  }

  #seen(isSeen: boolean): void {
    const { player } = this;
    if (!player) return;
    if (!isSeen && player.isPlaying) {
      this.#resumes = true;
      player.pause();
    } else if (isSeen && this.#resumes) {
      this.#resumes = false;
      void this.#play();
    }
  }

  /** Draws what is new in the next animation frame, once. */
  #schedule(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      this.#host.requestUpdate();
    });
  }
}
