import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
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
  space.record({ a: "1" }, { branch: null });
  const asked = await publishOver(space, NOT_FOUND, 1);
  expect(asked.flat().filter((word) => word.startsWith("--tag"))).toEqual(["--tag=next", "--tag=next"]);
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
