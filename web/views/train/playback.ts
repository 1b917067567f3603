/** Plays the run of a view: at the reader's pace, only in sight, and with a picture in each animation frame at most. */

import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { RunSpec } from "../../spec/run-spec.js";
import type { EngineClient } from "../../worker/types.js";
import type { PlayAction } from "./play-bar.js";
import { Player } from "./player.js";
import { Sight } from "./sight.js";

/** Time between pictures when motion is not welcome. Units: ms. */
const kStillInterval = 100;

/** What the reader can ask of a run that is there. */
export type PlaybackAction = Exclude<PlayAction, "new-seed">;

const mayMove = () => !matchMedia("(prefers-reduced-motion: reduce)").matches;

export class Playback implements ReactiveController {
  player: Player | undefined;
  /** Units: steps per second. */
  speed = Infinity;

  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #onRefused: (faults: readonly string[]) => void;
  readonly #sight: Sight;
  #client: EngineClient | undefined;
  #wanted: RunSpec | undefined;
  #frame = 0;
  /** Whether it was playing when it went out of sight. */
  #resumes = false;

  /** `onRefused` gets what is wrong with a RunSpec that the engine does not take. */
  constructor(host: ReactiveControllerHost & HTMLElement, onRefused: (faults: readonly string[]) => void) {
    this.#host = host;
    this.#onRefused = onRefused;
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
    this.player = new Player(
      client,
      () => {
        this.#schedule();
      },
      this.#onRefused,
    );
    return this.player;
  }

  /** Goes over to another run: it plays if the one before did or `plays` says so, and else shows what is of interest. */
  async show(spec: RunSpec, plays: boolean): Promise<void> {
    const { player } = this;
    if (!player) return;
    this.#wanted = spec;
    const goesOn = player.isPlaying || (plays && mayMove());
    const to = goesOn || (player.frame !== undefined && !player.isFinished) ? "start" : "end";
    await player.load(spec, to);
    if (goesOn && this.#wanted === spec) await this.#play();
  }

  act(action: PlaybackAction): void {
    const { player } = this;
    if (!player) return;
    const { stepsPerEpoch } = player;
    switch (action) {
      case "play":
        void this.#play();
        break;
      case "pause":
        player.pause();
        break;
      case "step":
        void player.step(1);
        break;
      case "epoch":
        void player.step(stepsPerEpoch - ((player.frame?.step ?? 0) % stepsPerEpoch));
        break;
      case "reset":
        if (this.#wanted) void player.load(this.#wanted, "start");
        break;
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
