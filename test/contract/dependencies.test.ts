import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { expect, test } from "vitest";
import { REPOSITORY } from "../harness/action-manifest.ts";

const versions = v.optional(v.record(v.string(), v.string()), {});
const manifestSchema = v.object({
  dependencies: versions,
  devDependencies: versions,
  optionalDependencies: versions,
  peerDependencies: versions,
});
const lockSchema = v.object({
  packages: v.record(
    v.string(),
    v.object({
      resolved: v.optional(v.string()),
      integrity: v.optional(v.string()),
      link: v.optional(v.boolean(), false),
      hasInstallScript: v.optional(v.boolean(), false),
    }),
  ),
});

const manifests = [
  "package.json",
  ...globSync(["packages/*/package.json", "examples/*/package.json"], { cwd: REPOSITORY }),
];

function read(file: string): string {
  return readFileSync(join(REPOSITORY, file), "utf8");
}

test("every dependency is a version from a registry: no git, file or web address", () => {
  const wrong = manifests.flatMap((file) =>
    Object.values(v.parse(manifestSchema, JSON.parse(read(file))))
      .flatMap((group) => Object.entries(group))
      .filter(([, version]) => !/^[~^]?\d+(\.\d+){0,2}(-[\w.]+)?$/.test(version))
      .map(([name, version]) => `${file}: ${name} ${version}`),
  );
  expect(wrong).toEqual([]);
  expect(manifests.length).toBeGreaterThan(10);
});

test("what runs is pinned to one version: ranges are for the Node that comes along and for a user's own packages", () => {
  const ranges = manifests.flatMap((file) => {
    const { dependencies, devDependencies } = v.parse(manifestSchema, JSON.parse(read(file)));
    return Object.entries({ ...devDependencies, ...dependencies })
      .filter(([, version]) => /^[~^]/.test(version))
      .map(([name, version]) => `${file}: ${name} ${version}`);
  });
  expect(ranges).toEqual([]);
});

test("no install script runs, and the packages that have one are known", () => {
  expect(read(".npmrc")).toMatch(/^ignore-scripts=true$/m);
  const { packages } = v.parse(lockSchema, JSON.parse(read("package-lock.json")));
  const withScript = Object.entries(packages).filter(([, { hasInstallScript }]) => hasInstallScript);
  // It prints a warning on versions.
  expect(withScript.map(([path]) => path)).toEqual(["node_modules/protobufjs"]);
});

test("the lock file names no registry, and holds the hash of every package that is not a workspace", () => {
  const entries = Object.entries(v.parse(lockSchema, JSON.parse(read("package-lock.json"))).packages);
  const foreign = entries.filter(([path, { link }]) => path.includes("node_modules/") && !link);
  expect(foreign.length).toBeGreaterThan(50);
  expect(foreign.filter(([, { integrity }]) => integrity === undefined).map(([path]) => path)).toEqual([]);
  expect(entries.filter(([, { resolved }]) => /^\w+:/.test(resolved ?? "")).map(([path]) => path)).toEqual([]);
});

test("no script leans on the Node that npm finds: npm 10 unlinks the bundled one's command", () => {
  const { scripts } = v.parse(
    v.object({ scripts: v.record(v.string(), v.string()) }),
    JSON.parse(read("package.json")),
  );
  // The compiler and the linter are native programs behind a script that any Node runs.
  const leaning = Object.entries(scripts).filter(([, line]) => !/^(node build\/run\.js |tsc |biome )/.test(line));
  expect(leaning).toEqual([]);
});
