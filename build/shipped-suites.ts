import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "rolldown";

const FOLDER = join(import.meta.dirname, "..", "packages", "behavior", "suites");

/** Puts the suites that a user may name beside the scripts, in dist/suites/, as they are. */
export function shippedSuites(): Plugin {
  return {
    name: "shipped-suites",
    generateBundle() {
      for (const file of globSync("**/*.yml", { cwd: FOLDER }).sort()) {
        const fileName = `suites/${file.replaceAll("\\", "/")}`;
        this.emitFile({ type: "asset", fileName, source: readFileSync(join(FOLDER, file)) });
      }
    },
  };
}
