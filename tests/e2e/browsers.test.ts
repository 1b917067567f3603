import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { viewNames } from "../../web/element/views.js";
import { browserKinds, openBrowser, type Tab } from "../support/browsers/index.js";
import { serveWatched, type WatchedSite } from "../support/serve.js";

/** What `watch.js` has noted in a page. */
interface Seen {
  readonly faults: readonly string[];
  readonly ready: readonly string[];
}

/** Scrolls to every figure in turn until all are ready, then waits for what may still go wrong. */
const showAll = `(async () => {
  const figures = [...document.querySelectorAll("activation-playground")];
  const end = performance.now() + 30_000;
  for (const [index, figure] of figures.entries()) {
    figure.scrollIntoView();
    while (seen.ready.length <= index && performance.now() < end) await new Promise((done) => setTimeout(done, 20));
  }
  await new Promise((done) => setTimeout(done, 500));
  return seen;
})()`;

/** Names of the views that have something drawn, in a canvas or as a picture of shapes, however deep its shadow root lies. */
const drawn = `(() => {
  const inside = (root, test) => [...root.querySelectorAll("*")].some(
    (element) => test(element) || (element.shadowRoot !== null && inside(element.shadowRoot, test)));
  const hasShape = (element) => {
    const { width, height } = element.getBoundingClientRect();
    return /^(?:canvas|path|rect|polyline)$/.test(element.localName) && width > 20 && height > 0;
  };
  return [...document.querySelectorAll("activation-playground")]
    .filter((figure) => inside(figure.shadowRoot, hasShape)).map((figure) => figure.view);
})()`;

describe.each(browserKinds)("the page in %s", (kind) => {
  let site: WatchedSite;
  let tab: Tab;

  beforeAll(async () => {
    [site, tab] = await Promise.all([serveWatched(), openBrowser(kind)]);
  });

  afterAll(async () => {
    await Promise.all([tab.close(), site.close()]);
  });

  beforeEach(() => {
    site.takeReports();
  });

  it("is watched: what its policy forbids, what fails and what it logs is noticed", async () => {
    await tab.goto(`${site.url}runs.html`);
    await tab.evaluate(`(async () => {
      document.body.append(Object.assign(document.createElement("img"), { src: "http://127.0.0.1:1/" }));
      console.error("spilt milk");
      await new Promise((done) => setTimeout(done, 300));
    })()`);
    const { faults } = (await tab.evaluate("seen")) as Seen;
    expect(faults.join("\n")).toMatch(/policy: img-src/);
    expect(faults.join("\n")).toMatch(/console: spilt milk/);
    await expect.poll(() => site.takeReports().join("\n")).toContain("img-src");
  });

  it("shows every figure without a fault", async () => {
    await tab.goto(site.url);
    const { faults, ready } = (await tab.evaluate(showAll)) as Seen;
    expect(faults).toEqual([]);
    expect(site.takeReports()).toEqual([]);
    expect(ready.length).toBeGreaterThan(2);
    expect([...((await tab.evaluate(drawn)) as string[])].sort()).toEqual([...ready].sort());
  });

  it.each(viewNames)("shows %s in a frame's page without a fault", async (view) => {
    // From elsewhere, as a new fragment alone loads no new page.
    await tab.goto("about:blank");
    await tab.goto(`${site.url}embed.html#view=${view}`);
    const { faults, ready } = (await tab.evaluate(showAll)) as Seen;
    expect({ faults, ready, drawn: await tab.evaluate(drawn), reports: site.takeReports() }).toEqual({
      faults: [],
      ready: [view],
      drawn: [view],
      reports: [],
    });
  });
});
