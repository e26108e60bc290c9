import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { parseOptions } from "../../release/options.ts";
import { announce } from "../../release/steps/announce.ts";
import { publish } from "../../release/steps/publish.ts";
import { type ReleaseSpace, releaseSpace } from "../harness/release-space.ts";

const INTEGRITY = `sha512-${createHash("sha512").update("packed").digest("base64")}`;
/** What npm 11 answers, on standard output with exit code 1, for a version that is not there. */
const NOT_FOUND = { error: { code: "E404", summary: "No match found for version 1.0.0" } };

afterEach(() => {
  vi.unstubAllEnvs();
});

/** Runs the step with a program in npm's place, which answers `view` so and writes down what it is asked for. */
async function publishOver(
  space: ReleaseSpace,
  answer: unknown,
  exitCode: number,
  dryRun = false,
): Promise<string[][]> {
  const log = join(space.files, "asked");
  const npm = join(space.files, "npm-cli.js");
  writeFileSync(
    npm,
    `const argv = process.argv.slice(2);
     require("node:fs").appendFileSync(${JSON.stringify(log)}, JSON.stringify(argv) + "\\n");
     if (argv[0] === "view") { console.log(${JSON.stringify(JSON.stringify(answer))}); process.exitCode = ${exitCode}; }`,
  );
  writeFileSync(log, "");
  vi.stubEnv("npm_execpath", npm);
  vi.stubEnv("GITHUB_ACTIONS", "true");
  const { root, tree, files } = space;
  await publish({ ...parseOptions(["publish"], root), places: { root, tree, files }, dryRun });
  return readFileSync(log, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}

test("both packages are published once, with provenance, as the newest", async () => {
  await using space = await releaseSpace();
  space.record({ a: "1" });
  const asked = await publishOver(space, NOT_FOUND, 1);
  const file = (name: string) => join(space.files, "npm", name);
  const flags = ["--provenance", "--access=public", "--tag=latest", "--ignore-scripts"];
  expect(asked).toEqual([
    ["view", "airworthy@1.0.0", "dist.integrity", "--json"],
    ["publish", file("airworthy-1.0.0.tgz"), ...flags],
    ["view", "@airworthy/flags@1.0.0", "dist.integrity", "--json"],
    ["publish", file("airworthy-flags-1.0.0.tgz"), ...flags],
  ]);
});

test("a version before a release is not the newest", async () => {
  await using space = await releaseSpace();
  space.record({ a: "1" }, { version: "1.0.0-rc.1" });
  const asked = await publishOver(space, NOT_FOUND, 1);
  expect(asked.flat().filter((word) => word.startsWith("--tag"))).toEqual(["--tag=next", "--tag=next"]);
});

test("a release of an older line is not the newest either", async () => {
  await using space = await releaseSpace();
  space.record({ a: "1" }, { channel: "latest-1" });
  const asked = await publishOver(space, NOT_FOUND, 1);
  expect(asked.flat().filter((word) => word.startsWith("--tag"))).toEqual(["--tag=latest-1", "--tag=latest-1"]);
});

test("what is published already with the same bytes is left, so that the job can run again", async () => {
  await using space = await releaseSpace();
  space.record({ a: "1" });
  expect((await publishOver(space, INTEGRITY, 0)).map(([verb]) => verb)).toEqual(["view", "view"]);
});

test("nothing is published over other bytes, nor where the registry cannot be asked", async () => {
  await using space = await releaseSpace();
  space.record({ a: "1" });
  await expect(publishOver(space, "sha512-other", 0)).rejects.toThrow("published already, with other bytes");
  await expect(publishOver(space, { error: { code: "E401" } }, 1)).rejects.toThrow("Command failed");
  expect(readFileSync(join(space.files, "asked"), "utf8")).not.toContain("publish");
});

test("a rehearsal asks nobody, and neither packages nor a release appear from outside of the workflow", async () => {
  await using space = await releaseSpace();
  space.record({ a: "1" });
  expect(await publishOver(space, NOT_FOUND, 1, true)).toEqual([]);
  vi.stubEnv("GITHUB_ACTIONS", undefined);
  const { root, tree, files } = space;
  const options = { ...parseOptions(["publish"], root), places: { root, tree, files } };
  await expect(publish(options)).rejects.toThrow("publishing is release.yml's");
  await expect(announce(options)).rejects.toThrow("release.yml");
});

describe("the release on GitHub", () => {
  const digestOf = (file: string) => `sha256:${createHash("sha256").update(readFileSync(file)).digest("hex")}`;

  /** Runs the step over a GitHub that lists these releases; what it was asked for, but for the list. */
  async function announceOver(space: ReleaseSpace, listed: unknown): Promise<readonly string[][]> {
    vi.stubEnv("GITHUB_ACTIONS", "true");
    const asked: string[][] = [];
    const { root, tree, files } = space;
    await announce({ ...parseOptions(["announce"], root), places: { root, tree, files } }, (argv) => {
      if (argv.includes("--slurp")) return JSON.stringify(listed);
      asked.push([...argv]);
      return "";
    });
    return asked;
  }

  function assetsOf({ files }: ReleaseSpace): string[] {
    return ["SHA256SUMS", "npm/airworthy-1.0.0.tgz", "npm/airworthy-flags-1.0.0.tgz"].map((name) => join(files, name));
  }

  /** As GitHub lists it, in what matters here. */
  function releaseOf(space: ReleaseSpace, changes = {}) {
    const assets = assetsOf(space).map((file) => ({ name: basename(file), digest: digestOf(file) }));
    return { id: 7, tag_name: "v1.0.0", draft: false, assets, ...changes };
  }

  test("is written with the sums and the packages, and is the newest only where no later one is", async () => {
    await using space = await releaseSpace();
    space.record({ a: "1" });
    const argv = (kind: string) => [
      [
        "release",
        "create",
        "v1.0.0",
        "--verify-tag",
        "--title=v1.0.0",
        kind,
        `--notes-file=${join(space.files, "notes.md")}`,
      ].concat(assetsOf(space)),
    ];
    expect(await announceOver(space, [[], [releaseOf(space, { tag_name: "v0.9.0" })]])).toEqual(argv("--latest=true"));
    space.record({ a: "1" }, { channel: "latest-1" });
    expect(await announceOver(space, [[]])).toEqual(argv("--latest=false"));
    space.record({ a: "1" }, { version: "1.0.0-rc.1" });
    expect((await announceOver(space, [[]])).flat()).toContain("--prerelease");
  });

  test("is left where it is written already with the same files, so that the job can run again", async () => {
    await using space = await releaseSpace();
    space.record({ a: "1" });
    expect(await announceOver(space, [[releaseOf(space)]])).toEqual([]);
  });

  test("is made anew where only a draft of an earlier try is there", async () => {
    await using space = await releaseSpace();
    space.record({ a: "1" });
    const asked = await announceOver(space, [[releaseOf(space, { draft: true, assets: [] })]]);
    expect(asked[0]).toEqual(["api", "--method=DELETE", "repos/{owner}/{repo}/releases/7"]);
    expect(asked[1]?.slice(0, 3)).toEqual(["release", "create", "v1.0.0"]);
  });

  test("with other files, or a list that is none, is refused", async () => {
    await using space = await releaseSpace();
    space.record({ a: "1" });
    const assets = releaseOf(space).assets;
    const others = [
      assets.slice(1),
      [...assets, { name: "more", digest: "sha256:0" }],
      assets.map((asset) => ({ ...asset, digest: null })),
    ];
    for (const other of others) {
      await expect(announceOver(space, [[releaseOf(space, { assets: other })]])).rejects.toThrow("with other files");
    }
    for (const none of [{ message: "Not Found" }, [{}], [[{ id: 7 }]], [[releaseOf(space, { assets: null })]]]) {
      await expect(announceOver(space, none)).rejects.toThrow(/^gh/);
    }
  });
});
