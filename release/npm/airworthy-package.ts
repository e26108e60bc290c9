import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Origin } from "../tree/assemble-tree.ts";
import { filesIn } from "../tree/compare-folders.ts";
import { linkToSources } from "../tree/source-links.ts";
import { formatManifest, publishedFields, readManifest } from "./manifest.ts";
import { type PackPlaces, packFiles } from "./pack.ts";

const FOLDER = "packages/cli";
const STARTER = "bin/airworthy.js";
/** Where the starter finds the program: among the sources, and in the package. */
const PROGRAM = { source: '"../src/main.ts"', built: '"../dist/cli.js"' };

/** Packs the command line: its starters and dist/, which needs no other package; Node 24 comes along as an optional one. */
export async function packAirworthy(root: string, tree: string, origin: Origin, places: PackPlaces): Promise<void> {
  const source = join(root, FOLDER);
  const manifest = await readManifest(source);
  const { optionalDependencies } = await readManifest(root);
  const published = {
    ...publishedFields(manifest, FOLDER),
    keywords: ["machine-learning", "mlops", "github-actions", "model-evaluation", "attestation"],
    engines: { node: ">=20" },
    bin: manifest.bin,
    optionalDependencies,
  };
  const files = new Map<string, string | Uint8Array>([["package.json", formatManifest(published)]]);
  const starter = await readFile(join(source, STARTER), "utf8");
  if (starter.split(PROGRAM.source).length !== 2) throw new Error(`${STARTER} must load ${PROGRAM.source} once`);
  for (const file of filesIn(join(source, "bin"))) files.set(`bin/${file}`, await readFile(join(source, "bin", file)));
  files.set(STARTER, starter.replace(PROGRAM.source, PROGRAM.built));
  const readme = await readFile(join(source, "README.md"), "utf8");
  files.set(
    "README.md",
    linkToSources(readme, `${FOLDER}/README.md`, origin.commit ?? "main", () => false),
  );
  files.set("LICENSE", await readFile(join(root, "LICENSE")));
  for (const file of filesIn(join(tree, "dist"))) files.set(`dist/${file}`, await readFile(join(tree, "dist", file)));
  await packFiles(files, join(places.staging, "airworthy"), places.target);
}
