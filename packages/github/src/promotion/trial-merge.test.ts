import { expect, test } from "vitest";
import { addCommit, startGitHub } from "../../../../test/harness/github/index.ts";
import { createClient } from "../client.ts";
import { mergedInto } from "./trial-merge.ts";

test("a trial merge says what the head was merged into; anything else says nothing", async () => {
  await using github = await startGitHub();
  const client = await createClient({ token: "t", env: github.env, log: { info: () => {}, warn: () => {} } });
  const { state } = github;
  const base = addCommit(state);
  const head = addCommit(state, { parents: [base] });
  const into = (merge: string) => mergedInto(client, { owner: "octo-org", repo: "sentiment" }, { merge, head });
  await expect(into(addCommit(state, { parents: [base, head] }))).resolves.toBe(base);
  await expect(into(addCommit(state, { parents: [head, base] }))).resolves.toBeNull();
  await expect(into(addCommit(state, { parents: [base, head, base] }))).resolves.toBeNull();
  await expect(into(head)).resolves.toBeNull();
  await expect(into("d".repeat(40))).resolves.toBeNull();
});
