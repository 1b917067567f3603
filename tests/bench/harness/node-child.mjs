// The process of one peer: answers the calls of node-session.mjs. Argument: the peer's id.
import { createHost } from "./host.mjs";
import { createPeer } from "../peers/index.mjs";

const host = createHost(await createPeer(process.argv[2]));

process.on("message", async ({ id, method, argument }) => {
  try {
    process.send({ id, value: await host[method](argument) });
  } catch (error) {
    process.send({ id, error: error?.stack ?? String(error) });
  }
});
process.on("disconnect", () => process.exit());
process.send({ id: "ready" });
