import { expect, test } from "vitest";
import { addCommit, type GitHub, HEAD_SHA, startGitHub } from "../../../../test/harness/github/index.ts";
import { createClient } from "../client.ts";
import { approvalsOf } from "./approvals-of.ts";
import { codeownersOf } from "./codeowners/codeowners-of.ts";
import { permissionOf } from "./permission-of.ts";
import { teamsOf } from "./teams-of.ts";

const at = { owner: "octo-org", repo: "sentiment" };
const pull = { ...at, number: 7 };

test.concurrent("a permission is the level that a role stands for, whatever it is called", async () => {
  await using github = await startGitHub();
  const client = await connect(github);
  const roles = [
    ["a", "admin", undefined, "admin"],
    ["b", "write", "maintain", "maintain"],
    ["c", "write", undefined, "write"],
    ["d", "read", "triage", "triage"],
    ["e", "read", "admin", "read"],
    ["f", "write", "model-keeper", "write"],
    ["g", "none", undefined, "none"],
  ] as const;
  for (const [login, permission, role, level] of roles) {
    github.state.collaborators.set(login, role === undefined ? { permission } : { permission, role });
    await expect(permissionOf(client, at, login)).resolves.toEqual({ level, roleName: role ?? permission });
  }
});

test.concurrent("who is no user, and who has no part in the repository, may do nothing", async () => {
  await using github = await startGitHub();
  const client = await connect(github, github.tokenFor({}));
  await expect(permissionOf(client, at, "release[bot]")).resolves.toEqual({ level: "none", roleName: null });
  await expect(permissionOf(client, at, "constructor")).resolves.toMatchObject({ level: "none" });
  github.faults.push({ kind: "not-found" });
  await expect(permissionOf(client, at, "ann")).rejects.toMatchObject({ kind: "not-found" });
});

test.concurrent("a name that would lead to another address is refused before anything is asked", async () => {
  await using github = await startGitHub();
  const client = await connect(github);
  for (const login of ["..", "a/b", "", "a b", "[bot]"]) {
    await expect(permissionOf(client, at, login)).rejects.toThrow("login:");
    await expect(teamsOf(client, login, ["@octo-org/ml"])).rejects.toThrow("login:");
  }
  for (const team of ["ml", "@octo-org/..", "@octo-org/a/b", "@/ml"]) {
    await expect(teamsOf(client, "ann", [team])).rejects.toThrow("team:");
  }
  expect(github.requests).toEqual([]);
});

test.concurrent("only active members are in a team, as it was named; the others and the unknown teams are left out", async () => {
  await using github = await startGitHub();
  const client = await connect(github);
  github.state.teams.set("octo-org/ml", new Map([["ann", "active"] as const, ["bea", "pending"] as const]));
  const teams = ["@octo-org/ml", "octo-org/ml", "@octo-org/safety"];
  await expect(teamsOf(client, "ann", teams)).resolves.toEqual(["@octo-org/ml", "octo-org/ml"]);
  await expect(teamsOf(client, "bea", teams)).resolves.toEqual([]);
  await expect(teamsOf(client, "ann", [])).resolves.toEqual([]);
});

test.concurrent("a job's own token cannot see a team, which is no membership and no quiet absence of one", async () => {
  await using github = await startGitHub();
  const client = await connect(github, github.tokenFor({ contents: "write", "pull-requests": "write" }));
  const remedy = expect.stringContaining("GitHub App");
  await expect(teamsOf(client, "ann", ["@octo-org/ml"])).rejects.toMatchObject({ kind: "permission", remedy });
});

test.concurrent("of each reviewer the last word counts, for the very head, unless it was dismissed", async () => {
  await using github = await startGitHub();
  const old = "b".repeat(40);
  const say = (
    id: number,
    login: string,
    state: "APPROVED" | "CHANGES_REQUESTED" | "COMMENTED" | "DISMISSED",
    commit = HEAD_SHA,
  ) => github.state.reviews.push({ id, pull: 7, login, state, commit, on: `2026-03-01T00:${id + 10}:00Z` });
  say(1, "ann", "CHANGES_REQUESTED", old);
  say(2, "ann", "APPROVED");
  say(3, "ann", "COMMENTED");
  say(4, "bea", "APPROVED", old);
  say(5, "cleo", "APPROVED");
  say(6, "cleo", "CHANGES_REQUESTED");
  say(7, "dan", "APPROVED");
  say(8, "dan", "DISMISSED");
  say(9, "__proto__", "APPROVED");
  github.state.reviews.push({ id: 10, pull: 7, login: "eve", state: "PENDING", commit: HEAD_SHA, on: "" });
  const reviews = await approvalsOf(await connect(github), pull, HEAD_SHA);
  expect(reviews.approvals).toEqual([
    { id: 2, by: { login: "ann", type: "User" }, commit: HEAD_SHA, on: "2026-03-01T00:12:00Z" },
    { id: 9, by: { login: "__proto__", type: "User" }, commit: HEAD_SHA, on: "2026-03-01T00:19:00Z" },
  ]);
  expect(reviews.outdated.map(({ by }) => by.login)).toEqual(["bea"]);
  expect(reviews.objections.map(({ by }) => by.login)).toEqual(["cleo"]);
});

test.concurrent("a review that was begun first and given last is the last", async () => {
  await using github = await startGitHub();
  const common = { pull: 7, login: "ann", commit: HEAD_SHA };
  github.state.reviews.push({ ...common, id: 1, state: "CHANGES_REQUESTED", on: "2026-03-01T12:00:00Z" });
  github.state.reviews.push({ ...common, id: 2, state: "APPROVED", on: "2026-03-01T11:00:00Z" });
  const reviews = await approvalsOf(await connect(github), pull, HEAD_SHA);
  expect(reviews).toMatchObject({ approvals: [], objections: [{ id: 1 }] });
});

test.concurrent("all pages of reviews are read, and too many are refused rather than cut", async () => {
  await using github = await startGitHub();
  const add = (count: number) => {
    for (let index = 0; index < count; index++) {
      const [id, login] = [github.state.reviews.length + 1, `user-${github.state.reviews.length}`];
      github.state.reviews.push({
        id,
        pull: 7,
        login,
        state: "APPROVED",
        commit: HEAD_SHA,
        on: "2026-03-01T00:00:00Z",
      });
    }
  };
  add(101);
  const client = await connect(github);
  expect((await approvalsOf(client, pull, HEAD_SHA)).approvals).toHaveLength(101);
  add(900);
  await expect(approvalsOf(client, pull, HEAD_SHA)).rejects.toThrow("more than 1000 reviews");
});

test.concurrent("owners are those of the first CODEOWNERS file that the commit has, in GitHub's order", async () => {
  await using github = await startGitHub();
  const client = await connect(github);
  const owned = async (files: Record<string, string>) => {
    const commit = addCommit(github.state, { files });
    return codeownersOf(client, at, commit, ["models/a.onnx"]);
  };
  const files = { "docs/CODEOWNERS": "* @docs", CODEOWNERS: "* @root", ".github/CODEOWNERS": "*.md @hub" };
  await expect(owned(files)).resolves.toEqual([{ path: "models/a.onnx", owners: [] }]);
  const { CODEOWNERS, "docs/CODEOWNERS": inDocs } = files;
  await expect(owned({ CODEOWNERS, "docs/CODEOWNERS": inDocs })).resolves.toMatchObject([{ owners: ["@root"] }]);
  await expect(owned({ "docs/CODEOWNERS": inDocs })).resolves.toMatchObject([{ owners: ["@docs"] }]);
  await expect(owned({ "README.md": "x" })).resolves.toMatchObject([{ owners: [] }]);
  await expect(codeownersOf(client, at, "e".repeat(40), ["a"])).rejects.toMatchObject({ kind: "not-found" });
});

function connect(github: GitHub, token = "t") {
  return createClient({ token, env: github.env, log: { info: () => {}, warn: () => {} } });
}
