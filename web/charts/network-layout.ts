/** Where the units of a network graph stand. */

/** A column of units: the inputs, or a layer. */
export interface GraphColumn {
  readonly units: number;
  /** Such as `Layer 1`. */
  readonly name: string;
  /** Names of the units where they have one, such as those of the inputs. */
  readonly unitNames?: readonly string[];
}

export interface GraphLayout {
  /** Side of a unit's square. */
  readonly tile: number;
  readonly columns: readonly {
    /** Middle of the column. */
    readonly x: number;
    /** Middles of the units that are shown. */
    readonly ys: readonly number[];
    /** How many units there are no room for. */
    readonly hidden: number;
  }[];
}

/** Smaller than this a map says nothing. Units: CSS px, as all here. */
const kSmallest = 16;
const kLargest = 44;
const kGap = 8;
/** Room under a column for the count of its hidden units. */
const kFoot = 20;

/** Columns at equal distances, the units of each around the middle; as many as there is room for. */
export function layoutGraph(
  columns: readonly Pick<GraphColumn, "units">[],
  width: number,
  height: number,
): GraphLayout {
  const most = Math.max(1, ...columns.map(({ units }) => units));
  const free = height - kFoot;
  const fits = Math.max(1, Math.floor((free + kGap / 2) / (kSmallest + kGap / 2)));
  const rows = Math.min(most, fits);
  const slot = free / rows;
  const tile = Math.max(
    4,
    Math.min(kLargest, slot - Math.min(kGap, slot * 0.2), (width / columns.length) * 0.62),
  );
  const pitch = Math.min(slot, tile * 1.35);
  return {
    tile,
    columns: columns.map(({ units }, i) => {
      const shown = Math.min(units, rows);
      const top = (free - (shown - 1) * pitch) / 2;
      return {
        x: ((i + 0.5) * width) / columns.length,
        ys: Array.from({ length: shown }, (_, unit) => top + unit * pitch),
        hidden: units - shown,
      };
    }),
  };
}
