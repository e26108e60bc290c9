import { describe, expect, test } from "vitest";
import { cml } from "./cml.ts";

const ENV = { GITHUB_REPOSITORY: "octo-org/sentiment", GITHUB_TOKEN: "ghs_job" };

/** A command line as a workflow has it, by its words. */
function translate(line: string, env: Record<string, string> = ENV) {
  return cml.translate(
    line.split(" ").filter((word) => word !== ""),
    env,
  );
}

const argv = (line: string) => translate(line).argv;

describe("CML's commands are post-comment's", () => {
  test.each([
    ["comment create report.md", ["--file=report.md", "--target=auto", "--no-update"]],
    ["comment update report.md", ["--file=report.md", "--target=auto", "--update"]],
    ["send-comment report.md", ["--file=report.md", "--target=auto", "--no-update"]],
    ["comment create --update report.md", ["--file=report.md", "--target=auto", "--update"]],
    ["comment create --pr report.md", ["--file=report.md", "--target=pr", "--no-update"]],
    ["comment create --target=issue/7 report.md", ["--file=report.md", "--target=issue/7", "--no-update"]],
    ["comment create --target pr/42 report.md", ["--file=report.md", "--target=pr/42", "--no-update"]],
    ["comment create --commit-sha 0a1b2c3 a.md", ["--file=a.md", "--target=commit/0a1b2c3", "--no-update"]],
    ["comment create --head-sha=0a1b2c3 a.md", ["--file=a.md", "--target=commit/0a1b2c3", "--no-update"]],
    [
      "comment update --watermarkTitle={workflow} a.md",
      ["--file=a.md", "--target=auto", "--title={workflow}", "--update"],
    ],
    ["comment create --rm-watermark --log debug a.md", ["--file=a.md", "--target=auto", "--no-update"]],
    [
      "comment create --driver=github --repo=https://github.com/Octo-Org/sentiment.git a.md",
      ["--file=a.md", "--target=auto", "--no-update"],
    ],
    [
      "comment create --repo git@github.com:octo-org/sentiment.git a.md",
      ["--file=a.md", "--target=auto", "--no-update"],
    ],
    [
      "comment create --repo=ssh://git@github.com/octo-org/sentiment a.md",
      ["--file=a.md", "--target=auto", "--no-update"],
    ],
    ["comment create --repo octo-org/sentiment a.md", ["--file=a.md", "--target=auto", "--no-update"]],
    ["comment create --artifact plots a.md", ["--file=a.md", "--target=auto", "--artifact=plots", "--no-update"]],
    ["comment create --no-publish --json a.md", ["--file=a.md", "--target=auto", "--no-update", "--json"]],
  ])("%s", (line, expected) => {
    expect(translate(line)).toMatchObject({ argv: ["post-comment", ...expected], warnings: [] });
  });
});

test.each([
  ["comment create --publish a.md", "--publish: nothing is uploaded here"],
  ["comment create --publish=true --native a.md", "--publish, --publish-native: nothing is uploaded here"],
  ["comment create --publish-url https://assets.example.com a.md", "--publish-url: nothing is uploaded here"],
])("%s is taken, and a warning says that nothing is uploaded", (line, warning) => {
  expect(translate(line).warnings).toEqual([expect.stringContaining(warning)]);
  expect(argv(line)).toContain("--file=a.md");
});

test.each([
  ["", "cml (nothing): not understood"],
  ["runner launch", "cml runner launch: not understood"],
  ["comment delete a.md", "cml comment delete: not understood"],
  ["comment create", "0 files were given"],
  ["comment create a.md b.md", "2 files were given"],
  ["comment create --traget=pr a.md", "--traget is no flag of cml comment; did you mean --target?"],
  ["comment create a.md --target", "--target: nothing was given"],
  ["comment create --driver gitlab a.md", '--driver: "gitlab" was given; github is allowed'],
  ["comment create --driver=bitbucket a.md", '--driver: "bitbucket" was given; github is allowed'],
  ["comment create --repo=https://github.com/other/repo a.md", "the workflow's own repository is allowed"],
  ["comment create --repo=https://gitlab.com/octo-org/sentiment a.md", "the workflow's own repository is allowed"],
  ["comment create --repo=git@ghe.example.com:octo-org/sentiment a.md", "the workflow's own repository is allowed"],
  ["comment create --pr --commit-sha=0a1b2c3 a.md", "one of them is allowed"],
  ["comment create --watch a.md", "--watch: a file is not watched here"],
  ["comment create --pr --target=commit a.md", "one of them is allowed"],
])("%j is refused", (line, message) => {
  expect(() => translate(line)).toThrow(message);
});

test("a token on the command line is refused, and not repeated", () => {
  for (const line of [
    "comment create --token ghp_secret a.md",
    "comment create --token=ghp_secret a.md",
    "--token ghp_secret comment create a.md",
    "--token=ghp_secret comment create a.md",
    "comment --token=ghp_secret create a.md",
  ]) {
    expect(() => translate(line)).toThrow(/^--token: a secret is not taken from the command line$/);
  }
  expect(() => translate("comment create --repo=https://x:ghp_secret@github.com/other/repo a.md")).toThrow(
    /^--repo: another repository was given; the workflow's own repository is allowed$/,
  );
});

test("the token is taken from CML's variables, in its order, before the job's own", () => {
  const token = (env: Record<string, string>) => translate("send-comment a.md", env).env["GITHUB_TOKEN"];
  expect(token({ REPO_TOKEN: "a", repo_token: "b", GITHUB_TOKEN: "c" })).toBe("a");
  expect(token({ REPO_TOKEN: "", repo_token: "b", GITHUB_TOKEN: "c" })).toBe("b");
  expect(token({ GITHUB_TOKEN: "c" })).toBe("c");
});

test("settings in CML's own variables are not read, and a warning names them", () => {
  const { warnings } = translate("comment create a.md", { ...ENV, CML_COMMENT_TARGET: "commit" });
  expect(warnings).toEqual(["CML_COMMENT_TARGET: not read here; give the flag, a token as REPO_TOKEN"]);
  const more = { CML_TOKEN: "a", CML_REPO: "b", CML_SEND_COMMENT_PR: "true", CML_RUNNER_LABELS: "gpu", CML_CI: "" };
  expect(translate("comment create a.md", { ...ENV, ...more }).warnings).toEqual([
    expect.stringMatching(/^CML_REPO, CML_SEND_COMMENT_PR, CML_TOKEN: not read here/),
  ]);
});

test.each(["--commit-sha=HEAD", "--head-sha head", "--target=commit/HEAD"])(
  "%s is the commit of the event, which a warning says",
  (flag) => {
    const { argv, warnings } = translate(`comment create ${flag} a.md`);
    expect(argv).toContain("--target=commit");
    expect(warnings).toEqual(["HEAD: the commit that the event is about is taken"]);
  },
);

test("on an enterprise's server --repo names that server", () => {
  const env = { ...ENV, GITHUB_SERVER_URL: "https://ghe.example.com" };
  const given = (host: string) => translate(`comment create --repo=https://${host}/octo-org/sentiment a.md`, env);
  expect(given("GHE.example.com").argv).toContain("--file=a.md");
  expect(() => given("github.com")).toThrow("the workflow's own repository is allowed");
});

test("help is that of the verb", () => {
  expect(argv("comment create --help")).toEqual(["post-comment", "--help"]);
});
