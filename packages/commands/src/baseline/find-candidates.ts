import { UserError } from "@airworthy/evidence";
import { type Ancestor, GitProblem } from "@airworthy/git";
import { type Examined, type ExaminedBranch, GitHubProblem, readExamined } from "@airworthy/github";
import { type History, openHistory } from "./history.ts";
import type { World } from "./world.ts";

/** The commits that may have a baseline: of a change its merge base, of a branch what it was before; then their ancestors. */
export interface Candidates {
  /** Nearest first, along first parents; empty where nothing comes before. */
  readonly commits: readonly Ancestor[];
  /** What the first of them is, such as "the merge base of pull request #7". */
  readonly start: string;
}

const OUTSIDE = "Give the baseline's path, or git:REF.";

/** At most so many commits. Throws a UserError where the event or the history cannot be read. */
export async function findCandidates(world: World, most: number): Promise<Candidates> {
  const event = await world.event();
  if (event === null)
    throw new UserError("merge-base is known only to workflows of GitHub Actions", { remedy: OUTSIDE });
  const connect = async () => (await world.github(OUTSIDE)).client;
  const examined = await readExamined(event, world.ports.env, connect);
  return { commits: await commitsBefore(world, examined, most), start: describe(examined) };
}

async function commitsBefore(world: World, examined: Examined, most: number): Promise<readonly Ancestor[]> {
  if (examined.kind === "branch") return await beforeTip(await openHistory(world, [examined.tip]), examined, most);
  const { base, head } = examined;
  const history = await openHistory(world, [base, head]);
  return await history.ancestors(await history.mergeBase(base, head), most);
}

/** A push may bring several commits, or take back some; else it is the commit before the tip that counts. */
async function beforeTip(history: History, { tip, before }: ExaminedBranch, most: number) {
  const start = before === null ? tip : await commonOrTip(history, before, tip);
  if (start !== tip) return await history.ancestors(start, most);
  return (await history.ancestors(tip, most + 1)).slice(1);
}

/** What a forced push replaced may be gone. */
async function commonOrTip(history: History, before: string, tip: string): Promise<string> {
  try {
    return await history.mergeBase(before, tip);
  } catch (error) {
    const isGone = error instanceof GitProblem && (error.kind === "unknown-revision" || error.kind === "unrelated");
    if (isGone || (error instanceof GitHubProblem && error.kind === "not-found")) return tip;
    throw error;
  }
}

function describe(examined: Examined): string {
  if (examined.kind === "branch") return `the commit before ${shortSha(examined.tip)}`;
  const { number, head } = examined;
  return number === null
    ? `the merge base of the queued ${shortSha(head)}`
    : `the merge base of pull request #${number}`;
}

/** As git and GitHub abbreviate. */
export function shortSha(sha: string): string {
  return sha.slice(0, 7);
}
