/** Path of the browser (of the driver for `webkit`), or undefined when this machine has none. */
export function findBrowser(
  kind: "chromium" | "firefox" | "webkit",
  env?: Record<string, string | undefined>,
): string | undefined;
