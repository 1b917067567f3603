/** Where the units of a network graph stand. */

/** The inputs, or a layer. */
export interface GraphColumn {
  readonly units: number;
  /** Such as `Layer 1`. */
  readonly name: string;
  /** Names of the units where they have one, such as those of the inputs. */
  readonly unitNames?: readonly string[];
}

/** Layers side by side from left to right, or one under the other where the window is narrow. */
export type GraphFlow = "right" | "down";

/** Middle of a unit. */
export interface GraphPlace {
  readonly x: number;
  readonly y: number;
}

export interface GraphLayout {
  readonly flow: GraphFlow;
  /** Side of a unit's square. */
  readonly tile: number;
  readonly columns: readonly {
    /** Of the units that are shown. */
    readonly places: readonly GraphPlace[];
    /** How many units there are no room for. */
    readonly hidden: number;
  }[];
}

/** Smaller than this a map says nothing. Units: CSS px, as all here. */
const kSmallest = 16;
const kLargest = 44;
const kGap = 8;
/** Room after a layer's last unit for the count of its hidden ones. */
const kFoot = 20;
/** Most of the way to the next layer that a unit takes, so that there is room for the weights. */
const kShare: Readonly<Record<GraphFlow, number>> = { right: 0.62, down: 0.42 };

/** Layers at equal distances, the units of each around the middle; as many as there is room for. */
export function layoutGraph(
  columns: readonly Pick<GraphColumn, "units">[],
  width: number,
  height: number,
  flow: GraphFlow = "right",
): GraphLayout {
  const most = Math.max(1, ...columns.map(({ units }) => units));
  const [along, across] = flow === "right" ? [width, height] : [height, width];
  // Below each other, the count stands under its row and takes nothing from the units.
  const free = across - (flow === "right" ? kFoot : 0);
  const fits = Math.max(1, Math.floor((free + kGap / 2) / (kSmallest + kGap / 2)));
  const slots = Math.min(most, fits);
  const slot = free / slots;
  const tile = Math.max(
    4,
    Math.min(kLargest, slot - Math.min(kGap, slot * 0.2), (along / columns.length) * kShare[flow]),
  );
  const pitch = Math.min(slot, tile * 1.35);
  return {
    flow,
    tile,
    columns: columns.map(({ units }, i) => {
      const shown = Math.min(units, slots);
      const first = (free - (shown - 1) * pitch) / 2;
      const middle = ((i + 0.5) * along) / columns.length;
      return {
        places: Array.from({ length: shown }, (_, unit) => {
          const offset = first + unit * pitch;
          return flow === "right" ? { x: middle, y: offset } : { x: offset, y: middle };
        }),
        hidden: units - shown,
      };
    }),
  };
}
