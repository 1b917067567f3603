// What the build prepares from the catalogue, so that the page needs no typesetter (made in .config/catalog-art.ts).

declare module "virtual:catalog-glyphs" {
  /** Each function's glyph as `glyphPathFrom` takes it, by id. */
  export const glyphs: Readonly<Record<string, string | undefined>>;
}

declare module "virtual:catalog-formulas/*" {
  /** MathML of each formula and derivative, by its LaTeX. */
  export const formulas: Readonly<Record<string, string | undefined>>;
}
