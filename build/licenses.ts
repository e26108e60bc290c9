import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import type { Plugin } from "rolldown";
import * as v from "valibot";

const manifestSchema = v.object({
  name: v.string(),
  version: v.string(),
  license: v.optional(v.string(), "not stated"),
});

const LICENSE_FILE = /^(licen[cs]e|copying|notice)([.-].*)?$/i;
const RULE = "=".repeat(80);
/** Ours go under the LICENSE of the repository. */
const FOREIGN = `${sep}node_modules${sep}`;

/**
 * Writes licenses.txt: name, version and licence of every package that ended up in the bundle, with its texts; and the notices
 * of what lies beside it.
 */
export function bundledLicenses(beside: readonly string[]): Plugin {
  return {
    name: "bundled-licenses",
    generateBundle(_, bundle) {
      const folders = new Set<string>();
      for (const file of Object.values(bundle)) {
        if (file.type !== "chunk") continue;
        for (const id of file.moduleIds) if (id.includes(FOREIGN)) folders.add(packageFolder(id));
      }
      const notices = [...[...folders].map(notice), ...beside].sort((a, b) => (a < b ? -1 : 1));
      this.emitFile({ type: "asset", fileName: "licenses.txt", source: [...new Set(notices)].join(`\n${RULE}\n\n`) });
    },
  };
}

/** The folder of the package that a module belongs to: below the last node_modules, two names deep for a scope. */
function packageFolder(id: string): string {
  const start = id.lastIndexOf(FOREIGN) + FOREIGN.length;
  const [scope = "", name = ""] = id.slice(start).split(sep);
  return id.slice(0, start) + (scope.startsWith("@") ? join(scope, name) : scope);
}

function notice(folder: string): string {
  const manifest = v.parse(manifestSchema, JSON.parse(readFileSync(join(folder, "package.json"), "utf8")));
  const files = readdirSync(folder).filter((name) => LICENSE_FILE.test(name));
  const texts = files.sort().map((name) => readFileSync(join(folder, name), "utf8").replaceAll("\r\n", "\n").trim());
  const title = `${manifest.name} ${manifest.version}\nLicence: ${manifest.license}`;
  return `${[title, ...texts].join("\n\n")}\n`;
}
