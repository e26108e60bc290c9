import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Origin } from "../tree/assemble-tree.ts";
import { filesIn } from "../tree/compare-folders.ts";
import { linkToSources } from "../tree/source-links.ts";
import { formatManifest, publishedFields, readManifest } from "./manifest.ts";
import { type PackPlaces, packFiles } from "./pack.ts";

const FOLDER = "packages/flags";
/** A specifier of another file in a declaration, which the compiler leaves as the source has it. */
const SPECIFIER = /(?<=(?:from|import\()\s*"\.{1,2}\/[^"]*)\.ts(?=")/g;

/** Packs @airworthy/flags: a JavaScript module and its declarations for each source that its entries reach. */
export async function packFlags(root: string, origin: Origin, places: PackPlaces): Promise<void> {
  const source = join(root, FOLDER);
  const manifest = await readManifest(source);
  const entries = Object.entries(manifest.exports ?? {});
  const compiled = join(places.staging, "flags-compiled");
  await compile(
    root,
    entries.map(([, file]) => join(source, file)),
    compiled,
  );
  const published = {
    ...publishedFields(manifest, FOLDER),
    keywords: ["feature-flags", "flagd", "openfeature", "ofrep", "edge"],
    sideEffects: false,
    exports: Object.fromEntries(entries.map(([entry, file]) => [entry, builtEntry(file)])),
    peerDependencies: manifest.peerDependencies,
    peerDependenciesMeta: manifest.peerDependenciesMeta,
  };
  const readme = await readFile(join(source, "README.md"), "utf8");
  const files = new Map<string, string | Uint8Array>([
    ["package.json", formatManifest(published)],
    ["README.md", linkToSources(readme, `${FOLDER}/README.md`, origin.commit ?? "main", () => false)],
    ["LICENSE", await readFile(join(root, "LICENSE"))],
  ]);
  for (const file of filesIn(compiled)) {
    const text = await readFile(join(compiled, file), "utf8");
    files.set(`lib/${file}`, file.endsWith(".d.ts") ? text.replace(SPECIFIER, ".js") : text);
  }
  await packFiles(files, join(places.staging, "flags"), places.target);
}

/** "./src/ofrep/index.ts" as the package's users find it. */
function builtEntry(file: string): { types: string; default: string } {
  const path = file.replace(/^\.\/src\//, "./lib/").replace(/\.ts$/, "");
  return { types: `${path}.d.ts`, default: `${path}.js` };
}

async function compile(root: string, files: readonly string[], folder: string): Promise<void> {
  const configuration = `${folder}.json`;
  const compilerOptions = {
    noEmit: false,
    declaration: true,
    rewriteRelativeImportExtensions: true,
    newLine: "lf",
    rootDir: join(root, FOLDER, "src"),
    outDir: folder,
    paths: {},
    types: ["node"],
    typeRoots: [join(root, "node_modules", "@types")],
  };
  await writeFile(configuration, JSON.stringify({ extends: join(root, "tsconfig.base.json"), compilerOptions, files }));
  const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
  execFileSync(process.execPath, [compiler, "--project", configuration], { stdio: ["ignore", 2, "inherit"] });
}
