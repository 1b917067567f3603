/** What the build prepares from the catalogue, so that the page needs no typesetter (made in .config/catalog-art.ts). */
declare module "virtual:catalog-art" {
  /** MathML of each formula and derivative, by its LaTeX. */
  export const formulas: Readonly<Record<string, string | undefined>>;
  /** SVG path of each function's glyph in a box of 24 x 16, by id. */
  export const glyphs: Readonly<Record<string, string | undefined>>;
}
