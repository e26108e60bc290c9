import { execFileSync } from "node:child_process";
import { join } from "node:path";
import type { Options } from "../options.ts";
import { readPlan } from "../plan.ts";
import { Refusal } from "../refusal.ts";
import { say } from "../say.ts";
import { digest, PACKAGES, SUMS } from "../sums.ts";
import { filesIn } from "../tree/compare-folders.ts";
import { parseWritten, type Written } from "../written-releases.ts";

const MOST_BYTES = 64 * 1024 * 1024;

/** Runs GitHub's command line; what it prints. Throws where it fails. */
export type Gh = (argv: readonly string[]) => string;

/**
 * Writes the release on GitHub: the change log's words, the sums and the packages. GitHub then locks its tag and its files. What
 * is written already with the same files is left, and a draft that an earlier try left behind is made anew, so that a job which
 * stopped half-way can run again; a release with other files is refused.
 */
export async function announce({ places, dryRun }: Options, gh: Gh = runGh): Promise<void> {
  const { tag, channel } = readPlan(places);
  const packages = join(places.files, PACKAGES);
  const assets = [join(places.files, SUMS), ...filesIn(packages).map((name) => join(packages, name))];
  if (dryRun) {
    say(`would write the release ${tag} on GitHub, with ${assets.length} files`);
    return;
  }
  if (process.env["GITHUB_ACTIONS"] !== "true") throw new Refusal("a release on GitHub is written by release.yml");
  const found = parseWritten(gh(["api", "--paginate", "--slurp", "repos/{owner}/{repo}/releases?per_page=100"]));
  const written = found.filter(({ name }) => name === tag);
  const published = written.find(({ isDraft }) => !isDraft);
  if (published !== undefined) {
    if (!holdsJust(published, assets)) throw new Refusal(`the release ${tag} is on GitHub already, with other files`);
    say(`the release ${tag} is on GitHub already, with these files`);
    return;
  }
  for (const { id } of written) gh(["api", "--method=DELETE", `repos/{owner}/{repo}/releases/${id}`]);
  const kind = channel === "next" ? "--prerelease" : `--latest=${channel === "latest"}`;
  const notes = `--notes-file=${join(places.files, "notes.md")}`;
  gh(["release", "create", tag, "--verify-tag", `--title=${tag}`, kind, notes, ...assets]);
  say(`wrote the release ${tag} on GitHub, with ${assets.length} files`);
}

function holdsJust({ digests }: Written, assets: readonly string[]): boolean {
  const wanted = assets.map((file) => `sha256:${digest(file)}`);
  return wanted.toSorted().join() === digests.toSorted().join();
}

function runGh(argv: readonly string[]): string {
  return execFileSync("gh", argv, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"], maxBuffer: MOST_BYTES });
}
