import { afterAll, beforeAll, expect, test } from "vitest";
import { createGitFolder, type GitFolder } from "../../../../../test/harness/git-repository.ts";
import { silentPorts } from "../../../../../test/harness/silent-ports.ts";
import { findRepository } from "./find-repository.ts";

const FOUND = { repository: { owner: "octo-org", repo: "sentiment" }, why: null };

let folder: GitFolder;

beforeAll(async () => {
  folder = await createGitFolder();
  await folder.commit({ a: "a" });
});

afterAll(() => folder[Symbol.asyncDispose]());

function find(remote: string | null, env: Readonly<Record<string, string>> = {}, named?: string) {
  if (remote !== null) folder.git("config", "remote.origin.url", remote);
  return findRepository(named, silentPorts(folder.path, { env: { PATH: process.env["PATH"], ...env } }));
}

test("without a remote nothing says which it is", async () => {
  expect(await find(null)).toEqual({ repository: null, why: "nothing says which repository it is" });
});

test.each([
  "https://github.com/octo-org/sentiment",
  "https://github.com/octo-org/sentiment.git",
  "https://x:y@GitHub.com/octo-org/sentiment/",
  "git@github.com:octo-org/sentiment.git",
  "git@github.com:octo-org/sentiment",
  "github.com:/octo-org/sentiment.git",
  "ssh://git@github.com/octo-org/sentiment.git",
  "ssh://git@github.com:22/octo-org/sentiment",
  "ssh://git@ssh.github.com:443/octo-org/sentiment.git",
  "git://github.com/octo-org/sentiment.git",
])("%s is GitHub's", async (remote) => {
  expect(await find(remote)).toEqual(FOUND);
});

test.each([
  "https://gitlab.com/octo-org/sentiment.git",
  "https://gitlab.com/group/octo-org/sentiment.git",
  "git@gitlab.com:octo-org/sentiment.git",
  "git@work:octo-org/sentiment.git",
  "https://github.com.example.test/octo-org/sentiment",
  "https://example.test/github.com/octo-org/sentiment",
  "https://ghe.test/octo-org/sentiment",
  "https://github.com/octo-org",
  "https://github.com/octo-org/sentiment/more",
  "https://github.com/octo org/sentiment",
  "/srv/git/octo-org/sentiment.git",
  "../octo-org/sentiment",
  "./github.com:octo-org/sentiment",
  "file:///octo-org/sentiment",
  "C:/octo-org/sentiment",
  "https://[",
])("%s is not, and is not asked of GitHub", async (remote) => {
  expect(await find(remote)).toEqual({ repository: null, why: "the remote origin is no repository of github.com" });
});

test("on a server of one's own only what is there is asked for", async () => {
  const server = { GITHUB_SERVER_URL: "https://ghe.test", GITHUB_API_URL: "https://ghe.test/api/v3" };
  const here = "git@ghe.test:octo-org/sentiment.git";
  expect(await find(here, server)).toEqual(FOUND);
  expect(await find(here, { GITHUB_API_URL: "https://ghe.test/api/v3" })).toEqual(FOUND);
  expect(await find("https://octo.ghe.com/octo-org/sentiment", { GITHUB_API_URL: "https://api.octo.ghe.com" })).toEqual(
    FOUND,
  );
  const elsewhere = "https://github.com/octo-org/sentiment";
  const why = "the remote origin is no repository of ghe.test";
  expect(await find(elsewhere, server)).toEqual({ repository: null, why });
  expect(await find(here, { GITHUB_SERVER_URL: "https://ghe.test" })).toEqual({
    repository: null,
    why: "GITHUB_SERVER_URL names a server, and GITHUB_API_URL does not say where its API is",
  });
  const usual = { GITHUB_SERVER_URL: "https://github.com", GITHUB_API_URL: "https://api.github.com" };
  expect(await find(elsewhere, usual)).toEqual(FOUND);
});

test("what is named, or what the run is of, comes first", async () => {
  const run = { GITHUB_REPOSITORY: "a/b" };
  expect(await find("git@work:x/y", run)).toEqual({ repository: { owner: "a", repo: "b" }, why: null });
  expect(await find(null, run, "c/d")).toEqual({ repository: { owner: "c", repo: "d" }, why: null });
  await expect(find(null, run, "c")).rejects.toThrow("--repository");
});
