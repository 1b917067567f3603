/** A chart as a file: its SVG with every style written into it, and the same as pixels. */

/** What style sheets may decide about a mark, and a lone SVG must carry itself. */
const PROPERTIES = [
  "fill",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-linecap",
  "stroke-linejoin",
  "opacity",
  "paint-order",
  "font-family",
  "font-size",
  "font-style",
  "font-weight",
  "text-anchor",
  "shape-rendering",
];
const NAMESPACE = "http://www.w3.org/2000/svg";

function writeStyles(from: Element, to: Element): void {
  const style = getComputedStyle(from);
  for (const name of PROPERTIES) to.setAttribute(name, style.getPropertyValue(name));
  for (const name of ["class", "role", "tabindex"]) to.removeAttribute(name);
  for (const { name } of Array.from(to.attributes)) if (name.startsWith("aria-")) to.removeAttribute(name);
  Array.from(from.children).forEach((child, i) => {
    writeStyles(child, to.children[i]);
  });
}

/**
 * The chart as the text of an SVG file that looks the same anywhere.
 * Units: the file's size is the chart's on the screen, in CSS px; `ground` is a CSS colour.
 */
export function svgText(chart: SVGSVGElement, ground: string, title: string): string {
  const copy = chart.cloneNode(true) as SVGSVGElement;
  writeStyles(chart, copy);
  for (const ring of copy.querySelectorAll('rect[fill="none"][stroke="none"]')) ring.remove();
  const { width, height } = chart.viewBox.baseVal;
  copy.setAttribute("xmlns", NAMESPACE);
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  const background = document.createElementNS(NAMESPACE, "rect");
  for (const [name, value] of Object.entries({ width, height, fill: ground }))
    background.setAttribute(name, String(value));
  const heading = document.createElementNS(NAMESPACE, "title");
  heading.textContent = title;
  copy.prepend(heading, background);
  // Lit marks its places with comments, which a file has no use for.
  return new XMLSerializer().serializeToString(copy).replaceAll(/<!--.*?-->/gs, "");
}

/** An SVG text as a PNG, `scale` pixels to a CSS px. Errors: rejects when the browser cannot draw it. */
export async function pngOf(text: string, width: number, height: number, scale: number): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  try {
    const image = new Image(width, height);
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => {
      canvas.toBlob((blob) => {
        if (blob) resolve(blob);
        else reject(new Error("The picture could not be drawn."));
      }, "image/png");
    });
  } finally {
    URL.revokeObjectURL(address);
  }
}
