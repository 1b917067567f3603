/** The id that stands for the function the reader types, beside the ids of the catalogue. */
export const FORMULA = "formula";
