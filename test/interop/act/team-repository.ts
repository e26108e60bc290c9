import { appendFile, cp, mkdtempDisposable, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { writePredictions } from "../../../examples/review-sentiment/predict.ts";
import { type PreparedModel, prepareModels } from "../../../examples/review-sentiment/prepare.ts";
import { REPOSITORY } from "../../harness/action-manifest.ts";
import { createGitFolder, type GitFolder } from "../../harness/git-repository.ts";
import type { GitHub, StoredPull } from "../../harness/github/index.ts";

const EXAMPLE = join(REPOSITORY, "examples", "review-sentiment");
const BASELINE = join("models", "baseline");
const CANDIDATE = join("models", "candidate");

/** A change to the team's main. */
export interface Change {
  readonly branch: string;
  /** The model, and what is appended to its code. */
  readonly model: "vader" | "afinn";
  readonly appended?: string;
  readonly files?: Readonly<Record<string, string>>;
}

/** A team's repository of git's, and the commits that its pull requests are about. */
export interface Team extends AsyncDisposable {
  readonly path: string;
  /** Commits a change to a branch of its own, from main. */
  propose(change: Change): Promise<void>;
  checkOut(branch: string): void;
  /** Opens a pull request for a branch, and tells the stand-in of its commits. */
  open(github: GitHub, branch: string, pull: { readonly number: number; readonly from: string }): StoredPull;
}

/** The team of examples/review-sentiment: VADER is in use, and all that their suite needs is in their repository. */
export async function createTeam(files: Readonly<Record<string, string>>): Promise<Team> {
  await using stack = new AsyncDisposableStack();
  const team = stack.use(await createGitFolder());
  const models = stack.use(await mkdtempDisposable(join(tmpdir(), "airworthy-team-")));
  const prepared = await prepareModels(models.path);
  await writePredictions(join(team.path, "output"));
  await cp(join(EXAMPLE, "suite.yml"), join(team.path, "suite.yml"));
  for (const place of [BASELINE, CANDIDATE]) await layOut(prepared.vader, join(team.path, place));
  await team.commit(files);
  const disposal = stack.move();
  const checkOut = (branch: string) => void team.git("checkout", "--quiet", branch);
  return {
    path: team.path,
    checkOut,
    async propose({ branch, model, appended = "", files: changed = {} }) {
      team.git("checkout", "--quiet", "-b", branch, "main");
      await layOut(prepared[model], join(team.path, CANDIDATE));
      await appendFile(join(team.path, CANDIDATE, "model.ts"), appended);
      await team.commit(changed, 1);
      checkOut("main");
    },
    open(github, branch, { number, from }) {
      const base = { ref: "main", sha: tell(github, team, "main") };
      const pull: StoredPull = {
        number,
        state: "open",
        head: { sha: tell(github, team, branch), ref: branch, repository: from },
        base,
      };
      github.state.pulls.push(pull);
      return pull;
    },
    [Symbol.asyncDispose]: () => disposal.disposeAsync(),
  };
}

/** A model's folder, whose code has the same name whichever it is. */
async function layOut(model: PreparedModel, into: string): Promise<void> {
  await rm(into, { recursive: true, force: true });
  await cp(model.path, into, { recursive: true });
  await rename(join(into, basename(model.adapter)), join(into, "model.ts"));
}

/** Tells the stand-in of a branch's tip, without its files: nothing that runs on pull requests here asks for those. */
function tell({ state }: GitHub, team: GitFolder, branch: string): string {
  const sha = team.git("rev-parse", branch);
  const committedOn = team.git("show", "--no-patch", "--format=%cI", sha);
  const parents = team
    .git("show", "--no-patch", "--format=%P", sha)
    .split(" ")
    .filter((parent) => parent !== "");
  const isKnown = state.commits.some((commit) => commit.sha === sha);
  if (!isKnown) state.commits.push({ sha, parents, committedOn, files: new Map() });
  state.refs.set(`refs/heads/${branch}`, sha);
  return sha;
}
