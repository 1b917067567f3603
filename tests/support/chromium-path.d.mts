/** Path of the browser to test with, or undefined when this machine has none. */
export function findChromium(env?: Record<string, string | undefined>): string | undefined;
