import { glob, stat } from "node:fs/promises";
import { isAbsolute, relative, resolve, sep } from "node:path";
import { compareCodePoints, UserError } from "@airworthy/evidence";
import { formatCounted } from "@airworthy/report";
import type { Ports } from "@airworthy/runtime";

const MOST_FILES = 10_000;
const REPOSITORY = ".git";

/**
 * The files that the patterns match, each once, below the working directory as the user would write them. Left out is what no
 * model was trained on: the folder that this run's evidence goes to, whose digests and signatures would be taken for keys, and
 * `.git`. Throws a UserError where a pattern matches nothing else, and for too many files.
 */
export async function findTexts(input: string, patterns: readonly string[], ports: Ports): Promise<readonly string[]> {
  const { cwd, log } = ports;
  const found = new Set<string>();
  const leftOut = new Set<string>();
  for (const pattern of patterns) {
    let hasMatch = false;
    for await (const path of glob(pattern, { cwd })) {
      const location = resolve(cwd, path);
      if (!(await isFile(location))) continue;
      if (isLeftOut(location, ports)) {
        leftOut.add(location);
        continue;
      }
      hasMatch = true;
      found.add(relative(cwd, location) || path);
      if (found.size > MOST_FILES) throw new UserError(`${input}: more than ${MOST_FILES} files match`);
    }
    if (!hasMatch) throw noMatch(input, pattern, leftOut.size > 0);
  }
  if (leftOut.size > 0) {
    log.info(`${input}: ${formatCounted(leftOut.size, "file")} of the evidence folder or ${REPOSITORY} left out.`);
  }
  return [...found].sort(compareCodePoints);
}

/** A link whose target is gone counts as one: reading it says so, where leaving it out would hide that it was not searched. */
async function isFile(path: string): Promise<boolean> {
  const stats = await stat(path).catch(() => null);
  return stats?.isFile() ?? true;
}

/** A folder of evidence that holds the working directory would leave out everything, so it leaves out nothing. */
function isLeftOut(location: string, { cwd, evidenceFolder }: Ports): boolean {
  if (relative(cwd, location).split(sep).includes(REPOSITORY)) return true;
  return evidenceFolder !== undefined && !isWithin(cwd, evidenceFolder) && isWithin(location, evidenceFolder);
}

function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function noMatch(input: string, pattern: string, wasLeftOut: boolean): UserError {
  const but = wasLeftOut ? ` but in the evidence folder or ${REPOSITORY}, which are not searched` : "";
  return new UserError(`${input}: no file matches ${JSON.stringify(pattern)}${but}`);
}
