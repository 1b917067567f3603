/** The tutorial's functions, in its order; they stand in the strip, and the page carries their formulas from the start. */
export const TUTORIAL: readonly string[] = ["linear", "sigmoid", "tanh", "relu", "leaky_relu", "softmax"];
