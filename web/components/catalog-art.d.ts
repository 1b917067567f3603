/** What the build prepares from the catalogue, so that the page needs no typesetter (made in .config/catalog-art.ts). */
declare module "virtual:catalog-art" {
  /** MathML of each function's formula and derivative, by id. */
  export const formulas: Readonly<
    Record<string, { readonly formula: string; readonly derivative: string } | undefined>
  >;
  /** Each function's glyph as `glyphPathFrom` takes it, by id. */
  export const glyphs: Readonly<Record<string, string | undefined>>;
}
