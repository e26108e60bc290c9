// Builds everything of a release from the sources that this file is among:
//   node release/tree/build-tree.ts <folder> <staging> <version> <commit or nothing> <umask>
// Into <folder>/tree what the tag will hold, and into <folder>/npm the packages, whose files are laid out in <staging>.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { buildDist } from "../../build/build-dist.ts";
import { packAirworthy } from "../npm/airworthy-package.ts";
import { packFlags } from "../npm/flags-package.ts";
import { assembleTree } from "./assemble-tree.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const [folder = "", staging = "", version = "", commit = "", umask = ""] = process.argv.slice(2);

process.umask(umask);
const tree = join(folder, "tree");
const packages = join(folder, "npm");
const origin = { version, commit: commit === "" ? null : commit };
await mkdir(packages, { recursive: true });
await buildDist(join(tree, "dist"));
await assembleTree(ROOT, tree, origin);
await packAirworthy(ROOT, tree, origin, { staging, target: packages });
await packFlags(ROOT, origin, { staging, target: packages });
