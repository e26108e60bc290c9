import { setup as buildOnce } from "../../../test/harness/build-once.ts";
import { type GitHub, pullRequestEvent, type StoredPull, startGitHub } from "../../../test/harness/github/index.ts";
import { runAction } from "../../../test/harness/runner.ts";

/**
 * Posts the evidence through the built action to a stand-in for GitHub, once for each of two pushes: the first creates
 * the comment, the second updates it. Answers a line for each, as the stand-in saw it.
 */
export async function postTwice(workspace: string): Promise<string[]> {
  await buildOnce();
  await using github = await startGitHub();
  const [pull] = github.state.pulls;
  if (pull === undefined) throw new Error("the stand-in has no pull request");
  const first = await post(github, pull, workspace, 1000);
  pull.head.sha = "5".repeat(40);
  const second = await post(github, pull, workspace, 1001);
  return [first, second];
}

async function post(github: GitHub, pull: StoredPull, workspace: string, run: number): Promise<string> {
  const before = github.requests.length;
  const { exitCode, outputs } = await runAction("post-report", {
    inputs: { output: "airworthy-report-posted" },
    env: { ...github.env, GITHUB_RUN_ID: `${run}` },
    event: pullRequestEvent(pull),
    cwd: workspace,
  });
  const sha = pull.head.sha.slice(0, 7);
  const requests = github.requests.length - before;
  const comments = github.state.comments.length;
  return `Push ${sha}: comment ${outputs["comment"]} (${comments} on the pull request), check run written, verdict ${outputs["verdict"]}, exit code ${exitCode}, ${requests} requests`;
}
