import { execFileSync } from "node:child_process";
import { readdir, readFile, stat, symlink, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatStatement, parseStatement, sha256, UserError } from "@airworthy/evidence";
import { parsePackage } from "@airworthy/model-package";
import { parseProvenance } from "@airworthy/provenance";
import { renderMarkdown } from "@airworthy/report";
import type { Ports } from "@airworthy/runtime";
import { describe, expect, test } from "vitest";
import { MODEL, modelWorkspace, type PackageInputs } from "../../../test/harness/model-workspace.ts";
import { resolvePackage } from "./subject.ts";

test("a folder becomes a layout whose blobs are its files, under the digest of its manifest", async () => {
  await using space = await modelWorkspace();
  const { outputs, verdict, headline } = await space.run();
  expect(verdict).toBe("pass");
  expect(headline).toBe("acme/m 1.0.0 packaged: 6 files, 28 bytes.");
  expect(outputs.layout).toBe("airworthy-packages/acme+m-1.0.0");
  const blobs = join(space.folder, outputs.layout, "blobs", "sha256");
  for (const content of Object.values(MODEL)) {
    expect(await readFile(join(blobs, sha256(content)), "utf8")).toBe(content);
  }
  for (const name of await readdir(blobs)) expect(sha256(await readFile(join(blobs, name)))).toBe(name);
  expect(await resolvePackage(outputs.layout, space.folder)).toEqual({
    name: "acme/m",
    version: "1.0.0",
    sha256: outputs.digest.replace("sha256:", ""),
    digestOf: "package",
  });
  expect(await readdir(join(space.folder, "airworthy-packages"))).toEqual([
    "acme+m-1.0.0",
    "acme+m-1.0.0.card.md",
    "acme+m-1.0.0.cdx.json",
    "acme+m-1.0.0.sarif",
  ]);
});

describe("the digest is a function of the files, their names and what is said of them", () => {
  test("not of when, in which order or in which folder they were written, nor of the time zone", async () => {
    await using one = await modelWorkspace();
    await using other = await modelWorkspace(Object.entries(MODEL).toReversed());
    await utimes(join(other.folder, "model/config.json"), 1, 1);
    const { TZ } = process.env;
    const first = await one.run();
    process.env["TZ"] = "Asia/Kathmandu";
    const second = await other.run({}, { env: { TZ: "Asia/Kathmandu" }, now: () => new Date(0) });
    if (TZ === undefined) delete process.env["TZ"];
    else process.env["TZ"] = TZ;
    expect(second.outputs.digest).toBe(first.outputs.digest);
  });

  test("not of how the blobs came about", async () => {
    await using space = await modelWorkspace();
    const copied = await space.run({ output: "copied" });
    const linked = await space.run({ output: "linked", blobs: "link" });
    expect(linked.outputs.digest).toBe(copied.outputs.digest);
    const blob = (layout: string) => stat(join(space.folder, layout, "blobs", "sha256", sha256("weights")));
    const { ino } = await stat(join(space.folder, "model", "weights.dat"));
    expect((await blob("linked")).ino).toBe(ino);
    expect((await blob("copied")).ino).not.toBe(ino);
  });

  test("but of every bit of every file", async () => {
    await using space = await modelWorkspace();
    const before = await space.run({ output: "before" });
    await space.write("model/weights.dat", "weighus");
    expect((await space.run({ output: "after" })).outputs.digest).not.toBe(before.outputs.digest);
  });

  test("and of SOURCE_DATE_EPOCH, which must be a whole number", async () => {
    await using space = await modelWorkspace();
    const without = await space.run({ output: "without" });
    const dated = await space.run({ output: "dated" }, { env: { SOURCE_DATE_EPOCH: "1700000000" } });
    expect(dated.outputs.digest).not.toBe(without.outputs.digest);
    for (const SOURCE_DATE_EPOCH of ["now", "-1", "1.5", "253402300800"]) {
      await expect(space.run({ output: "x" }, { env: { SOURCE_DATE_EPOCH } })).rejects.toThrow("SOURCE_DATE_EPOCH");
    }
  });
});

test("the evidence of every kind is of the package, whole, and equal for equal inputs", async () => {
  await using space = await modelWorkspace();
  await space.write("package-lock.json", "{}");
  await space.write("model.yml", "licenses: [MIT]\n");
  const given = { dependencies: ["package-lock.json"], metadata: "model.yml", seeds: ["numpy=7"] };
  const outcome = await space.run(given);
  expect(outcome.evidence.map(({ name }) => name)).toEqual([
    "package-model.acme+m-1.0.0.json",
    "package-model.acme+m-1.0.0.scan.json",
    "package-model.acme+m-1.0.0.provenance.json",
    "package-model.acme+m-1.0.0.bom.json",
  ]);
  const [packaged, scan, provenance, bom] = outcome.evidence.map(({ name, statement }) =>
    parseStatement(formatStatement(statement), name),
  );
  if (packaged === undefined || provenance === undefined) throw new Error("four statements were expected");
  for (const statement of [packaged, scan, bom, provenance]) {
    expect(statement?.subject).toEqual([{ name: "acme/m@1.0.0", digest: { sha256: outcome.outputs.digest.slice(7) } }]);
  }
  const read = [
    { name: "model.yml", sha256: sha256("licenses: [MIT]\n") },
    { name: "package-lock.json", sha256: sha256("{}") },
  ];
  expect(parsePackage(packaged)).toMatchObject({ inputs: read, size: 28, seed: null });
  expect(parseProvenance(provenance).buildDefinition).toMatchObject({
    buildType: "https://airworthy.dev/buildtypes/local/v1",
    internalParameters: { airworthy: { seeds: [{ name: "numpy", value: 7 }] } },
    resolvedDependencies: read.map(({ name, sha256 }) => ({ name, digest: { sha256 } })),
  });
  expect((await space.run(given)).evidence).toEqual(outcome.evidence);
  expect(renderMarkdown(outcome.summary).text).toContain("Recorded, not signed: no source commit is known.");
});

test("the commit is that of the work tree that the model lies in", async () => {
  await using space = await modelWorkspace();
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.org", ...args], { cwd: space.folder });
  git("init", "--quiet");
  git("add", "model");
  git("commit", "--quiet", "--message", "model", "--no-gpg-sign");
  const commit = git("rev-parse", "HEAD").toString().trim();
  const elsewhere = { cwd: tmpdir(), env: process.env };
  const paths = { path: join(space.folder, "model"), output: join(space.folder, "out") };
  const { evidence } = await space.run(paths, elsewhere);
  const statement = evidence[2]?.statement;
  if (statement === undefined) throw new Error("provenance was expected");
  const [source] = parseProvenance(statement).buildDefinition.resolvedDependencies ?? [];
  expect(source?.digest).toEqual({ gitCommit: commit });
  // The package itself, written into the work tree, is no change to what was packaged.
  expect(source?.annotations).toBeUndefined();
});

test("a model that is not there is the user's error", async () => {
  await using space = await modelWorkspace();
  await expect(space.run({ path: "nowhere" })).rejects.toThrow(/nowhere: there is no such file or folder/);
});

describe("a second run", () => {
  test("of the same model is welcome", async () => {
    await using space = await modelWorkspace();
    const first = await space.run();
    expect((await space.run()).outputs).toEqual(first.outputs);
  });

  test("of another model under the same name and version is refused", async () => {
    await using space = await modelWorkspace();
    await space.run();
    await space.write("model/weights.dat", "others");
    await expect(space.run()).rejects.toThrow("the output airworthy-packages/acme+m-1.0.0 holds another package");
  });
});

describe("bad input is a UserError, and leaves nothing behind", () => {
  test.each<[string, Partial<PackageInputs>, string]>([
    ["a name that no registry takes", { name: "Acme Model" }, 'name: "Acme Model" was given'],
    ["a version that is no tag", { version: "1.0.0+1" }, 'version: "1.0.0+1" was given'],
    ["no model", { path: "none" }, "cannot read none: there is no such file or folder"],
    ["an output inside the model", { output: "model/out" }, "the output model/out is inside model"],
    ["a dependency that is not there", { dependencies: ["lock.json"] }, "cannot read lock.json"],
    ["metadata that is not there", { metadata: "model.yml" }, "cannot read model.yml"],
    ["a seed without a number", { seeds: ["numpy"] }, 'seeds: "numpy" was given'],
    ["an exclusion of nothing", { exclude: ["./nothing/"] }, "model has no nothing to exclude"],
    ["everything excluded", { path: "model/sub", exclude: ["a b.py"] }, "holds no files"],
  ])("%s", async (_what, changes, message) => {
    await using space = await modelWorkspace();
    await expect(space.run(changes)).rejects.toThrow(UserError);
    await expect(space.run(changes)).rejects.toThrow(message);
    expect(await readdir(space.folder)).toEqual(["model"]);
  });

  test("a link in the model", async () => {
    await using space = await modelWorkspace();
    await symlink("config.json", join(space.folder, "model", "link"));
    await expect(space.run()).rejects.toThrow("model/link is a symbolic link");
    expect((await space.run({ exclude: ["link"] })).verdict).toBe("pass");
  });
});

test("version control's and our own files at the top are left out, and what is excluded is in the evidence", async () => {
  await using space = await modelWorkspace();
  const without = await space.run({ output: "without" });
  for (const path of [
    ".git/HEAD",
    ".github/workflows/ci.yml",
    ".gitignore",
    ".gitattributes",
    "airworthy-evidence/a.json",
    "logs/run.txt",
  ]) {
    await space.write(`model/${path}`, "x");
  }
  const outcome = await space.run({ output: "with", exclude: ["./logs/"] });
  expect(outcome.outputs.digest).toBe(without.outputs.digest);
  expect(outcome.evidence[0]?.statement.predicate).toMatchObject({ excluded: ["logs"] });
});

test("an interruption leaves nothing behind", async () => {
  await using space = await modelWorkspace();
  const controller = new AbortController();
  const progress: Ports["progress"] = () => ({
    advance: () => controller.abort(new Error("interrupted")),
    finish: () => undefined,
  });
  await expect(space.run({ output: "out" }, { signal: controller.signal, progress })).rejects.toThrow("interrupted");
  expect(await readdir(space.folder)).toEqual(["model"]);
});
