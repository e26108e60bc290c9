import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, mkdtempDisposable, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { isBuiltin } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { buildDist } from "../../build/build-dist.ts";
import { readSource } from "../../build/source-file.ts";
import { total } from "../../packages/models/src/onnx/fixtures/models.ts";
import type { LoadRequest } from "../../packages/models/src/onnx/runtime-messages.ts";
import { REPOSITORY } from "../harness/action-manifest.ts";
import { contentOf } from "../harness/build-once.ts";

/** The runner downloads all of it before the first step starts. */
const MOST_BYTES = 3_500_000;
const dist = join(REPOSITORY, "dist");

async function scripts(): Promise<Map<string, string>> {
  const names = (await readdir(dist)).filter((name) => name.endsWith(".js"));
  return new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(join(dist, name), "utf8")] as const)),
  );
}

/** What a built file loads before its first line runs: its static imports and theirs. */
function loadedBy(name: string, all: ReadonlyMap<string, string>, seen = new Set<string>()): Set<string> {
  seen.add(name);
  for (const { from, isDynamic } of readSource(name, all.get(name) ?? "").imports) {
    const next = from.replace(/^\.\//, "");
    if (!isDynamic && all.has(next) && !seen.has(next)) loadedBy(next, all, seen);
  }
  return seen;
}

test("two builds give the same bytes", async () => {
  const folder = await mkdtemp(join(tmpdir(), "airworthy-dist-"));
  try {
    await buildDist(folder);
    expect((await contentOf(folder)) === (await contentOf(dist))).toBe(true);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("all scripts together stay under 3.5 MB", async () => {
  const bytes = [...(await scripts()).values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  expect(bytes).toBeLessThan(MOST_BYTES);
  expect(bytes).toBeGreaterThan(100_000);
});

test.each([
  ["the artifact client", "CreateArtifact: response"],
  ["the upload to its storage", "x-ms-blob-content-type"],
  ["the library that draws charts", "plot-d6a7b5"],
])("no entry loads %s before it is used", async (_, words) => {
  const all = await scripts();
  const holders = [...all].filter(([, text]) => text.includes(words)).map(([name]) => name);
  expect(holders).toHaveLength(1);
  for (const name of all.keys()) {
    if (name.startsWith("chunk-")) continue;
    expect(
      [...loadedBy(name, all)].filter((loaded) => holders.includes(loaded)),
      name,
    ).toEqual([]);
  }
});

test("no built file reaches for a package or a source file", async () => {
  const wrong = [...(await scripts())].flatMap(([name, text]) =>
    readSource(name, text)
      .imports.map(({ from }) => from)
      .filter((from) => !from.startsWith("node:") && !/^\.\/[\w.-]+\.js$/.test(from) && !isBuiltin(from))
      .map((from) => `${name}: ${from}`),
  );
  expect(wrong).toEqual([]);
});

test("the ONNX runtime lies beside the scripts, where its worker finds it", async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "airworthy-dist-"));
  const file = join(folder.path, "model.onnx");
  await writeFile(file, total());
  const worker = fork(join(dist, "onnx-worker.js"), [], { execArgv: [], serialization: "advanced" });
  try {
    const reply = once(worker, "message");
    worker.send({ kind: "load", file, external: [], runtime: "wasm", cwd: folder.path } satisfies LoadRequest);
    expect(await reply).toMatchObject([
      { kind: "ready", facts: { name: "onnxruntime-web", provider: "wasm" } },
      undefined,
    ]);
  } finally {
    worker.kill();
  }
});

test("the built files are marked as modules, and the licences of what they hold are with them", async () => {
  expect(JSON.parse(await readFile(join(dist, "package.json"), "utf8"))).toEqual({ type: "module" });
  const licenses = await readFile(join(dist, "licenses.txt"), "utf8");
  for (const name of ["@actions/core", "@actions/artifact", "onnxruntime-web", "undici", "valibot", "yaml"]) {
    expect(licenses).toMatch(new RegExp(`^${name} \\d`, "m"));
  }
  expect(licenses).not.toContain("@airworthy/");
});
