import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { Options } from "../options.ts";
import { Refusal } from "../refusal.ts";
import { say } from "../say.ts";
import { checkSums, folderDigest } from "../sums.ts";
import { firstDifference } from "../tree/compare-folders.ts";

/** Packages and signatures, a comment on GitHub, a fork, the command line. */
const FEW = ["verify-signed-package", "first-comment", "fork-pull-request", "verify-package"];

/**
 * Runs the scenarios on the action.yml files, workflows and scripts of release-tree/. With `--scenarios few` only some of
 * them: then dist/ of this work tree must hold the same bytes, and it is for `npm test` to say whether all pass on it.
 */
export async function runScenarios({ places, scenarios }: Options): Promise<void> {
  const { root, tree } = places;
  checkSums(places);
  const difference = firstDifference(join(root, "dist"), join(tree, "dist"));
  if (difference === null)
    say(`dist/ here is the release's, byte for byte, sha256 of its sums ${folderDigest(join(tree, "dist"))}`);
  else if (scenarios === "few") {
    throw new Refusal(
      `dist/ here is not the release's: ${difference}. Run npm run build and npm test, or --scenarios all`,
    );
  }
  const chosen = scenarios === "all" ? ["test/scenarios"] : FEW.map((name) => `test/scenarios/${name}.test.ts`);
  const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
  const { status } = spawnSync(process.execPath, [vitest, "run", "--project", "built", ...chosen], {
    cwd: root,
    env: { ...process.env, AIRWORTHY_RELEASE_TREE: tree },
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (status !== 0) throw new Refusal("a scenario failed on the release's files");
}
