import { checkShape } from "@airworthy/evidence";
import * as v from "valibot";
import type { GitHubClient } from "./client.ts";
import type { Repository } from "./event.ts";
import { shaSchema } from "./identifiers.ts";
import { GitHubProblem } from "./problem.ts";

const READ = "GET /repos/{owner}/{repo}/git/ref/{ref}";
const CREATE = "POST /repos/{owner}/{repo}/git/refs";
const MOVE = "PATCH /repos/{owner}/{repo}/git/refs/{ref}";

/**
 * How GitHub says that the ref is no longer what it was: created, moved or deleted meanwhile, or being written right now.
 * https://docs.github.com/en/rest/git/refs#update-a-reference (422 for what is no fast-forward without `force`)
 */
const MOVED =
  /GitHub answered (409|422): .*(not a fast.?forward|reference already exists|reference does not exist|cannot lock|but expected)/is;

/**
 * How it says that a rule keeps the token from pushing: of rulesets "Repository rule violations found" and which; of branch protection
 * what is expected, such as 'Required status check "Airworthy" is expected.' or "2 of 2 required status checks are expected."
 */
const PROTECTED =
  /GitHub answered (403|409|422): .*(through a pull request|protected branch|rule violations|required status check|approving review|not authorized to push)/is;

const WAYS_AROUND =
  "A rule of the branch keeps this token from pushing. Give the token of a GitHub App that the rule lets bypass it, name a branch " +
  "without such a rule, or, where the verb has the input propose, let it open a pull request: docs/rollouts.md, A protected branch.";

const refSchema = v.object({ ref: v.string(), object: v.object({ type: v.literal("commit"), sha: shaSchema }) });

/** The commit that a ref points to; null where there is no such ref, or none that the token may see. Throws a GitHubProblem. */
export async function findTip(client: GitHubClient, at: Repository, ref: string): Promise<string | null> {
  const parameters = { ...at, ref: shortOf(ref) };
  try {
    const answer = await client.request({ route: READ, parameters, needs: "contents: read" });
    const found = checkShape(refSchema, answer, `GitHub's answer to ${READ}`);
    return found.ref === ref ? found.object.sha : null;
  } catch (error) {
    if (error instanceof GitHubProblem && error.kind === "not-found") return null;
    throw error;
  }
}

/** Makes a ref; false where there is one already. Throws a GitHubProblem. */
export function createRef(client: GitHubClient, at: Repository, ref: string, sha: string): Promise<boolean> {
  return change(client, CREATE, { ...at, ref }, sha);
}

/** Moves a ref to a commit on top of it; false where it is not, or there is no such ref. Throws a GitHubProblem. */
export function moveRef(client: GitHubClient, at: Repository, ref: string, sha: string): Promise<boolean> {
  // Without `force`, which is off by default, only what is on top of the ref moves it.
  return change(client, MOVE, { ...at, ref: shortOf(ref) }, sha);
}

/** Done twice, as after an answer that got lost, it says that the ref has moved; who then looks finds the change there. */
async function change(client: GitHubClient, route: string, which: Readonly<Record<string, string>>, sha: string) {
  try {
    const parameters = { ...which, sha };
    const answer = await client.request({ route, parameters, needs: "contents: write", repeatable: true });
    // A page of a proxy that says "200" changed nothing.
    checkShape(v.object({ object: v.object({ sha: v.literal(sha) }) }), answer, `GitHub's answer to ${route}`);
    return true;
  } catch (error) {
    if (!(error instanceof GitHubProblem)) throw error;
    if (MOVED.test(error.message)) return false;
    if (!PROTECTED.test(error.message)) throw error;
    throw new GitHubProblem("refused", error.message, {
      remedy: WAYS_AROUND,
      cause: error,
    });
  }
}

/** As GitHub's addresses name it: without "refs/". */
function shortOf(ref: string): string {
  return ref.replace(/^refs\//, "");
}
