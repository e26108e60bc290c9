import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { npm } from "../../release/npm/npm.ts";
import { firstDifference } from "../../release/tree/compare-folders.ts";
import { linkModules } from "../../release/tree/link-modules.ts";
import { takeSources } from "../../release/tree/take-sources.ts";
import { createGitFolder, type GitFolder } from "../harness/git-repository.ts";

const REPOSITORY = join(import.meta.dirname, "..", "..");
const TAG = "v1.0.0";

/** The Node that npm was started with, which may be older than the one that runs the tests. */
const NODES = [...new Set([process.execPath, process.env["npm_node_execpath"] ?? process.execPath])];

let sources: GitFolder;
let space: string;
let remote: string;

/** This work tree as a repository of its own: committed, since a release is of a commit, under a version of its own. */
beforeAll(async () => {
  space = await mkdtemp(join(await realpath(tmpdir()), "airworthy-released-"));
  sources = await createGitFolder();
  takeSources(REPOSITORY, null, sources.path);
  linkModules(join(REPOSITORY, "node_modules"), join(sources.path, "node_modules"));
  must(run(["build/run.js", "release/set-version.ts", TAG.slice(1)]));
  await sources.commit({});
  remote = join(space, "remote.git");
  sources.git("init", "--quiet", "--bare", remote);
});

afterAll(async () => {
  await sources[Symbol.asyncDispose]();
  await rm(space, { recursive: true, force: true, maxRetries: 3 });
});

function run(argv: readonly string[], { cwd = sources.path, program = process.execPath, env = {} } = {}) {
  return spawnSync(program, argv, { cwd, encoding: "utf8", env: { ...process.env, ...env } });
}

function release(...argv: string[]) {
  return run(["build/run.js", "release/run.ts", ...argv, "--remote", remote]);
}

function must({ status, stdout, stderr }: SpawnSyncReturns<string>): string {
  expect(status, stdout + stderr).toBe(0);
  return stdout;
}

test("a release is built twice, attested, and pushed as a tag and a branch", () => {
  const said = must(release("build", "attest", "push"));
  expect(said).toMatch(/^two builds of [0-9a-f]{40} are the same, byte for byte: \d{3} files$/m);
  expect(said).toMatch(/^attested and verified: \d{3} files/m);
  const [head = "", tag = "", ...others] = sources.git("ls-remote", remote).split("\n");
  expect([head.slice(41), tag.slice(41), others]).toEqual(["refs/heads/v1", `refs/tags/${TAG}`, []]);
  expect(head.slice(0, 40)).toBe(tag.slice(0, 40));
  expect(sources.git("-C", remote, "log", "--format=%B", TAG)).toContain(`Source: ${sources.git("rev-parse", "HEAD")}`);
  expect(must(release("publish", "announce", "--dry-run"))).toContain("would publish @airworthy/flags@1.0.0 as latest");
});

test("a second release of the version is refused before anything is built", () => {
  const { status, stderr } = release("build");
  expect(status).toBe(2);
  expect(stderr).toContain(`${TAG} is released already`);
  const again = must(release("verify", "push"));
  expect(again).toContain("files are as SHA256SUMS says");
  expect(again).toContain("pushed already");
});

test("a clone of the tag holds what was attested, and the scenarios run on it", () => {
  const clone = join(space, "clone");
  sources.git("clone", "--quiet", "--branch", TAG, remote, clone);
  rmSync(join(clone, ".git"), { recursive: true });
  expect(firstDifference(join(sources.path, "release-tree"), clone)).toBe(null);
  const vitest = join(REPOSITORY, "node_modules", "vitest", "vitest.mjs");
  const argv = [vitest, "run", "--project", "built", "test/scenarios/verify-package.test.ts"];
  must(run(argv, { cwd: REPOSITORY, env: { AIRWORTHY_RELEASE_TREE: clone } }));
});

test("what docs/releasing.md says to run on a clone finds a file that is not attested, and one that is missing", () => {
  const page = readFileSync(join(REPOSITORY, "docs", "releasing.md"), "utf8");
  const [, block = ""] = /^```sh\n(git clone[\s\S]*?)^```$/m.exec(page) ?? [];
  const commands = block
    .replace(
      "https://github.com/airworthy/airworthy airworthy-1.2.3 && cd airworthy-1.2.3",
      '"$REMOTE" checked && cd checked',
    )
    .replace("v1.2.3", TAG);
  expect(commands).toContain(`git clone --branch ${TAG} "$REMOTE" checked && cd checked`);
  const sums = readFileSync(join(sources.path, "release-files", "SHA256SUMS"), "utf8");
  /** With a program in gh's place that prints what its --jq takes out of an attestation of these files. */
  const check = (attested: string) => {
    const place = mkdtempSync(join(space, "check-"));
    writeFileSync(join(place, "attests"), attested);
    writeFileSync(join(place, "gh"), '#!/bin/sh\ncat "$(dirname "$0")/attests"\n', { mode: 0o755 });
    const env = { PATH: `${place}:${process.env["PATH"]}`, REMOTE: remote };
    return run(["-c", commands], { cwd: place, program: "sh", env });
  };
  expect(must(check(sums))).toBe("all as attested\n");
  for (const other of ["", sums.replace(/.*release\.json\n/, ""), `${sums}${"0".repeat(64)}  dist/more.js\n`]) {
    const { status, stdout } = check(other);
    expect(status).toBe(1);
    expect(stdout).not.toContain("all as attested");
  }
});

test("the packages install into an empty folder and run there, on whichever Node started npm", () => {
  const place = join(space, "installed");
  mkdirSync(join(place, "model"), { recursive: true });
  writeFileSync(join(place, "package.json"), '{"private":true}');
  writeFileSync(join(place, "model", "weights.txt"), "1 2 3\n");
  const packages = ["airworthy", "airworthy-flags"].map((name) =>
    join(sources.path, "release-files", "npm", `${name}-${TAG.slice(1)}.tgz`),
  );
  const [program, ...before] = npm();
  must(
    run([...before, "install", "--prefer-offline", "--no-audit", "--no-fund", ...packages], { cwd: place, program }),
  );
  const starter = join("node_modules", "airworthy", "bin", "airworthy.js");
  const pack = ["package-model", "--path", "model", "--name", "m", "--version", "1.0.0", "--output", "packed"];
  must(run([starter, ...pack], { cwd: place }));
  for (const node of NODES) {
    const airworthy = (...argv: string[]) => must(run([starter, ...argv], { cwd: place, program: node }));
    expect(airworthy("--version")).toBe(`airworthy ${TAG.slice(1)}\n`);
    expect(JSON.parse(airworthy("verify-model", "--package", "packed", "--json"))).toMatchObject({
      // Whole, and not signed.
      verdict: "warn",
      headline: expect.stringContaining("m 1.0.0 intact"),
    });
    const definition = { flags: { a: { state: "ENABLED", variants: { x: 7 }, defaultVariant: "x" } } };
    const ask = `const { createResolver } = await import("@airworthy/flags");
      console.log(createResolver(${JSON.stringify(JSON.stringify(definition))}).resolve("a").value);`;
    expect(must(run(["--input-type=module", "--eval", ask], { cwd: place, program: node }))).toBe("7\n");
  }
});

test("the declarations of @airworthy/flags are what a strict compiler takes", () => {
  const place = join(space, "installed");
  const uses = `import { createResolver, type Resolver } from "@airworthy/flags";
    import { exposureHook } from "@airworthy/flags/exposure";
    import { ofrepHandler } from "@airworthy/flags/ofrep";
    import { AirworthyProvider } from "@airworthy/flags/server";
    import { fractionalV3 } from "@airworthy/flags/v3";
    import { AirworthyWebProvider } from "@airworthy/flags/web";
    const resolver: Resolver = createResolver("{}", { fractional: fractionalV3 });
    // @ts-expect-error: a number is no text
    const wrong: string = resolver.resolveAs("number", "a", 1, {}).value;
    export { AirworthyProvider, AirworthyWebProvider, exposureHook, ofrepHandler, wrong };`;
  writeFileSync(join(place, "uses.mts"), uses);
  const compiler = join(REPOSITORY, "node_modules", "typescript", "bin", "tsc");
  const options = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2022", "--lib", "es2022,dom"];
  must(run([compiler, ...options, "--types", "", "uses.mts"], { cwd: place }));
});
