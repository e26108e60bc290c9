import { readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { join, posix } from "node:path";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { ALLOWED, CAPABILITIES, KERNEL, partOf } from "../../build/floors.ts";
import { readSource, type SourceFile, sourceFiles } from "../../build/source-file.ts";
import { REPOSITORY } from "../harness/action-manifest.ts";

/** Packages that one adapter keeps for itself; `lazily` where a static import would slow every start. */
const KEPT: readonly { readonly pattern: RegExp; readonly by: string; readonly lazily: boolean }[] = [
  { pattern: /^@actions\/core$/, by: "runtime", lazily: false },
  { pattern: /^(octokit|@octokit\/.*|@actions\/github(\/.*)?)$/, by: "github", lazily: false },
  { pattern: /^@actions\/(artifact|http-client)$/, by: "github", lazily: true },
  { pattern: /^(@sigstore\/.*|sigstore)$/, by: "sigstore", lazily: false },
];

/** Neither the kernel nor a capability touches the world: of Node's modules they may have what only computes. */
const COMPUTING_BUILTINS = ["node:crypto", "node:util", "node:buffer", "node:path/posix", "node:zlib"];

const manifestSchema = v.object({
  name: v.string(),
  dependencies: v.optional(v.record(v.string(), v.string()), {}),
  peerDependencies: v.optional(v.record(v.string(), v.string()), {}),
});

const packages = sourceFiles("packages/*/src");
const files = [...packages, ...sourceFiles("actions/*")];

function offences(check: (file: SourceFile) => readonly string[], among: readonly SourceFile[] = files): string[] {
  return among.flatMap((file) => check(file).map((offence) => `${file.path}: ${offence}`));
}

test("every package has its floor", () => {
  expect(files.filter((file) => !ALLOWED.has(partOf(file))).map(({ path }) => path)).toEqual([]);
  expect(packages.length).toBeGreaterThan(50);
});

test("no import points up or sideways", () => {
  const wrong = offences((file) =>
    file.imports
      .filter(({ from }) => from.startsWith("@airworthy/"))
      .map(({ from }) => from.split("/")[1] ?? "")
      .filter((name) => !ALLOWED.get(partOf(file))?.includes(name)),
  );
  expect(wrong).toEqual([]);
});

test("no relative import leaves its package", () => {
  const wrong = offences((file) =>
    file.imports
      .map(({ from }) => from)
      .filter((from) => from.startsWith("."))
      .filter((from) => {
        const home = file.path.split("/").slice(0, 2).join("/");
        return !posix.join(posix.dirname(file.path), from).startsWith(`${home}/`);
      }),
  );
  expect(wrong).toEqual([]);
});

test("GitHub's libraries are imported by the one adapter that keeps them, the artifact client lazily", () => {
  const wrong = offences((file) =>
    file.imports.flatMap(({ from, isDynamic }) => {
      const kept = KEPT.find(({ pattern }) => pattern.test(from));
      return kept !== undefined && (kept.by !== partOf(file) || (kept.lazily && !isDynamic)) ? [from] : [];
    }),
  );
  expect(wrong).toEqual([]);
});

describe("kernel and capabilities are pure", () => {
  const pure = files.filter((file) => [...KERNEL, ...CAPABILITIES].includes(partOf(file)));

  test("they import nothing of Node's that touches the world", () => {
    const builtins = new Set(builtinModules.flatMap((name) => [name, `node:${name}`]));
    const wrong = offences(
      (file) =>
        file.imports.map(({ from }) => from).filter((from) => builtins.has(from) && !COMPUTING_BUILTINS.includes(from)),
      pure,
    );
    expect(wrong).toEqual([]);
  });

  test("they ask neither the clock nor chance, process or network", () => {
    expect(offences(({ worldly }) => worldly, pure)).toEqual([]);
  });
});

test("a package declares what it imports", () => {
  const wrong = offences((file) => {
    const manifest = v.parse(
      manifestSchema,
      JSON.parse(readFileSync(join(REPOSITORY, "packages", partOf(file), "package.json"), "utf8")),
    );
    const declared = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
    return file.imports
      .map(({ from }) => from)
      .filter((from) => !from.startsWith(".") && !from.startsWith("node:"))
      .filter((from) => !declared.some((name) => from === name || from.startsWith(`${name}/`)));
  }, packages);
  expect(wrong).toEqual([]);
});

test("the reading of imports sees every form of them", () => {
  const text = `
    import a from "a"; import type { b } from "b"; import "c"; export * from "d"; export type { e } from "e";
    const f = await import("f"); type G = import("g").G;
    const h = Date.now() + Math.random(); const i = new Date(); const j = process.env["X"]; fetch("k");
    const fine = new Date(0); const process2 = { fetch: 1, now: fine.getTime() };
  `;
  const source = readSource("x.ts", text);
  expect(source.imports.map(({ from }) => from)).toEqual(["a", "b", "c", "d", "e", "f", "g"]);
  expect(source.imports.filter(({ isDynamic }) => isDynamic).map(({ from }) => from)).toEqual(["f"]);
  expect([...source.worldly].sort()).toEqual(["Date.now", "Math.random", "fetch", "new Date()", "process"]);
});
