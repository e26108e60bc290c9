import { readFileSync } from "node:fs";
import { sep } from "node:path";
import type { Plugin } from "rolldown";
import { type Replacement, UNUSED_PARTS, type UnusedPart } from "./unused-parts-table.ts";

const MODULES = `${sep}node_modules${sep}`;
const NOTHING = "module.exports = {};";

/**
 * Leaves out what packages of others carry and nothing here can reach: the better part of a megabyte, which every run
 * would download. Fails the build where a part of the table is met nowhere: it has moved, and may be back under another
 * name.
 */
export function unusedParts(parts: readonly UnusedPart[] = UNUSED_PARTS): Plugin {
  const missing = new Set<UnusedPart>();
  return {
    name: "unused-parts",
    buildStart() {
      for (const part of parts) missing.add(part);
    },
    load(id) {
      const name = nameInPackage(id);
      const found = name === null ? undefined : parts.find(({ path }) => isWithin(name, path));
      if (found === undefined) return null;
      missing.delete(found);
      return { code: replaced(id, found.instead ?? NOTHING) };
    },
    buildEnd(error) {
      if (error !== undefined || missing.size === 0) return;
      this.error(`build/unused-parts-table.ts: nothing loads ${[...missing].map(({ path }) => path).join(", ")}`);
    },
  };
}

/** Package and path in it, with slashes, such as "undici/lib/api/index.js"; null for what is no package of others. */
function nameInPackage(id: string): string | null {
  const start = id.lastIndexOf(MODULES);
  return start < 0 ? null : id.slice(start + MODULES.length).replaceAll(sep, "/");
}

/** A path that ends in a slash is a folder, any other one file. */
function isWithin(name: string, path: string): boolean {
  return path.endsWith("/") ? name.startsWith(path) : name === path;
}

function replaced(file: string, instead: string | Replacement): string {
  if (typeof instead === "string") return instead;
  const [before = "", after, ...more] = readFileSync(file, "utf8").split(instead.words);
  if (after === undefined || more.length > 0) {
    throw new Error(`build/unused-parts-table.ts: ${file} must hold ${JSON.stringify(instead.words)} once`);
  }
  return `${before}${instead.by}${after}`;
}
