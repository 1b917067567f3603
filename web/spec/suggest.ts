/** "Did you mean": the name nearest to one that does not exist. */

const plain = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");

/** Edits (insert, delete, replace, swap neighbours) that turn one name into the other. */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replace = last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, replace);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        row[j] = Math.min(row[j], before[j - 2] + 1);
      }
    }
    before = last;
    last = row;
  }
  return last[b.length];
}

/** The name that was probably meant, or undefined. Case, `_` and `-` do not count: `LeakyReLU` is `leaky_relu`. */
export function nearest(given: string, names: readonly string[]): string | undefined {
  const wanted = plain(given.slice(0, 64));
  if (wanted === "") return undefined;
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const name of names) {
    const candidate = plain(name);
    const distance = editDistance(wanted, candidate);
    if (distance < bestDistance) [best, bestDistance] = [name, distance];
  }
  return best ?? names.find((name) => wanted.length >= 3 && plain(name).startsWith(wanted));
}

/** What to say about a name that is not one of `names`. */
export function suggestName(given: unknown, names: readonly string[]): string {
  const meant = typeof given === "string" ? nearest(given, names) : undefined;
  if (meant !== undefined) return `did you mean ${JSON.stringify(meant)}?`;
  return names.length === 0 ? "leave it out" : `use one of ${names.join(", ")}`;
}
