import type { Plugin } from "rolldown";
import { readTemplates } from "../packages/commands/src/init/templates.ts";

/** Puts the files that `init` writes beside the scripts, in dist/starter.json, by their paths in examples/starter. */
export function shippedStarter(): Plugin {
  return {
    name: "shipped-starter",
    async generateBundle() {
      const templates = [...(await readTemplates())].sort(([a], [b]) => (a < b ? -1 : 1));
      const source = `${JSON.stringify(Object.fromEntries(templates), null, 1)}\n`;
      this.emitFile({ type: "asset", fileName: "starter.json", source });
    },
  };
}
