import { execFileSync } from "node:child_process";
import { join } from "node:path";
import type { Options } from "../options.ts";
import { readPlan } from "../plan.ts";
import { Refusal } from "../refusal.ts";
import { say } from "../say.ts";
import { PACKAGES, SUMS } from "../sums.ts";
import { filesIn } from "../tree/compare-folders.ts";

/** Writes the release on GitHub: the change log's words, the sums and the packages. GitHub then locks its tag and its files. */
export async function announce({ places, dryRun }: Options): Promise<void> {
  const { tag, branch } = readPlan(places.files);
  const packages = join(places.files, PACKAGES);
  const assets = [join(places.files, SUMS), ...filesIn(packages).map((name) => join(packages, name))];
  const early = branch === null ? ["--prerelease"] : [];
  const argv = ["release", "create", tag, "--verify-tag", `--title=${tag}`, ...early];
  if (dryRun) {
    say(`would write the release ${tag} on GitHub, with ${assets.length} files`);
    return;
  }
  if (process.env["GITHUB_ACTIONS"] !== "true") throw new Refusal("a release on GitHub is written by release.yml");
  execFileSync("gh", [...argv, `--notes-file=${join(places.files, "notes.md")}`, ...assets], { stdio: "inherit" });
}
