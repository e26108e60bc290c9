import { expect, test } from "vitest";
import { addArtifact, type GitHub, REPOSITORY, startGitHub } from "../../../test/harness/github/index.ts";
import { createClient } from "./client.ts";
import { listArtifacts } from "./list-artifacts.ts";
import { pullsMergedAs } from "./merged-pulls.ts";

const repository = { owner: "octo-org", repo: "sentiment" };
const content = Buffer.from("zip");
const HEAD = "b".repeat(40);

function connect(github: GitHub) {
  return createClient({ token: "t", env: github.env, log: { info: () => {}, warn: () => {} } });
}

test("the artifacts of a name come newest first, with what their runs examined", async () => {
  await using github = await startGitHub();
  addArtifact(github.state, { name: "p", headSha: HEAD, content, runId: 11 });
  addArtifact(github.state, { name: "q", headSha: HEAD, content });
  addArtifact(github.state, { name: "p", headSha: HEAD, content, runId: 13, fromFork: true, expired: true });
  const listing = await listArtifacts(await connect(github), repository, "p");
  const common = { name: "p", bytes: 3 };
  expect(listing).toEqual({
    artifacts: [
      { ...common, id: 3, expired: true, run: { id: 13, headSha: HEAD }, fromFork: true },
      { ...common, id: 1, expired: false, run: { id: 11, headSha: HEAD }, fromFork: false },
    ],
    isCut: false,
  });
});

test("a thousand are read, and that there are more is said", async () => {
  await using github = await startGitHub();
  for (let index = 0; index < 1_001; index++) addArtifact(github.state, { name: "p", headSha: HEAD, content });
  const { artifacts, isCut } = await listArtifacts(await connect(github), repository, "p");
  expect([artifacts.length, isCut, artifacts.at(-1)?.id]).toEqual([1_000, true, 2]);
  expect(github.requests).toHaveLength(10);
});

test("an answer of another shape is an error, and a permission that is missing is named", async () => {
  await using github = await startGitHub();
  const client = await connect(github);
  github.faults.push({ kind: "query-refused" }, { kind: "read-only" });
  await expect(listArtifacts(client, repository, "p")).rejects.toThrow(/actions\/artifacts is not valid/);
  await expect(listArtifacts(client, repository, "p")).rejects.toMatchObject({
    kind: "permission",
    remedy: expect.stringContaining("actions: read"),
  });
});

test("only a pull request that was merged as the very commit is taken for what became of it", async () => {
  await using github = await startGitHub();
  const head = { sha: HEAD, ref: "x", repository: REPOSITORY };
  const merged = "c".repeat(40);
  github.state.pulls.push({ number: 8, state: "closed", head, mergedAs: merged });
  github.state.pulls.push({ number: 9, state: "open", head });
  const client = await connect(github);
  await expect(pullsMergedAs(client, repository, merged)).resolves.toEqual([{ number: 8, headSha: HEAD }]);
  await expect(pullsMergedAs(client, repository, HEAD)).resolves.toEqual([]);
});
