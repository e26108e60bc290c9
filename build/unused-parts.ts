import { sep } from "node:path";
import type { Plugin } from "rolldown";

/** Parts of undici that its index loads whole, and that a client of GitHub's API never calls. */
const UNUSED = ["mock", "web/websocket", "web/eventsource"].map((part) =>
  [`${sep}undici`, "lib", ...part.split("/"), ""].join(sep),
);

/** Leaves out what packages of others carry and nothing here can reach: 100 kB that every action would be downloaded with. */
export function unusedParts(): Plugin {
  return {
    name: "unused-parts",
    load: (id) => (UNUSED.some((part) => id.includes(part)) ? { code: "module.exports = {};" } : null),
  };
}
