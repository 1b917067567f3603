// What a page of the benchmark loads: makes one peer ready to be called from outside.
import { createPeer } from "../peers/index.mjs";
import { createHost } from "./host.mjs";

globalThis.openHost = async (peerId) => {
  globalThis.benchHost = createHost(await createPeer(peerId));
};
