/** Hands a file to the reader. */

/** Saves the content under a name, as the browser's download. */
export function saveFile(name: string, content: Blob | string, type: string): void {
  const blob = typeof content === "string" ? new Blob([content], { type }) : content;
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The download has begun with the click; the address may go when the browser has read it.
  setTimeout(() => {
    URL.revokeObjectURL(address);
  }, 10_000);
}
