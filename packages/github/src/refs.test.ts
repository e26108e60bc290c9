import { expect, test } from "vitest";
import { addCommit, startGitHub } from "../../../test/harness/github/index.ts";
import { createClient } from "./client.ts";
import { moveRef } from "./refs.ts";

const REF = "refs/heads/main";
const at = { owner: "octo-org", repo: "sentiment" };
const log = { info: () => {}, warn: () => {} };

/** Moves the branch, where GitHub answers that. */
async function moved(says: string): Promise<boolean> {
  await using github = await startGitHub();
  const { state } = github;
  const first = addCommit(state, { files: {} });
  state.refs.set(REF, first);
  const client = await createClient({ token: "t", env: github.env, log });
  github.faults.push({ kind: "refused", says });
  return await moveRef(client, at, REF, addCommit(state, { parents: [first], files: { a: "1" } }));
}

// As people saw them: actions/create-github-app-token#81, kevgo/prettifier#28, dependabot-core#3998.
test.concurrent.each([
  "Repository rule violations found\n\nChanges must be made through a pull request.",
  "Repository rule violations found\n\n2 of 2 required status checks are expected.",
  'Required status check "Airworthy" is expected.',
  "4 of 4 required status checks are expected.",
  "At least 1 approving review is required by reviewers with write access.",
  "You're not authorized to push to this branch.",
  "Protected branch update failed for refs/heads/main.",
])("a rule that keeps the token from pushing is told with the ways around it: %j", async (says) => {
  await expect(moved(says)).rejects.toMatchObject({
    kind: "refused",
    message: expect.stringContaining(says.split("\n")[0] ?? ""),
    remedy: expect.stringMatching(/token of a GitHub App.*branch without such a rule.*propose/),
  });
});

test.concurrent.each(["Update is not a fast forward", "Reference does not exist"])(
  "a branch that somebody else moved is none of them: %s",
  async (says) => {
    await expect(moved(says)).resolves.toBe(false);
  },
);

test.concurrent("any other refusal stays as it is", async () => {
  await expect(moved("Object does not exist")).rejects.toMatchObject({ kind: "refused", remedy: undefined });
});
