import { UserError } from "@airworthy/evidence";
import fc from "fast-check";
import { expect, test } from "vitest";
import { assemblePackage } from "./assemble.ts";
import { readModelConfig, readModelManifest } from "./model-manifest.ts";

const whole = assemblePackage({ name: "m", version: "1", metadata: {}, epoch: null }, [
  { path: "a", size: 1, sha256: "a".repeat(64) },
  { path: "b", size: 2, sha256: "b".repeat(64) },
]);

/** The manifest with layers at these paths. */
function withPaths(paths: readonly unknown[]): string {
  const manifest = JSON.parse(whole.manifest);
  const layers = paths.map((path) => ({ ...manifest.layers[0], annotations: { "org.cncf.model.filepath": path } }));
  return JSON.stringify({ ...manifest, layers });
}

function problem(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    return error instanceof UserError ? error.message : `a bug: ${error}`;
  }
  return "accepted";
}

test("a path that leads out of the model, or means another place on some system, is refused", () => {
  const outside = ["", "/a", "../a", "a/../../b", "a//b", "./a", "a/", "a\\b", "C:/a", "c:a", "a\nb", "a\0", "..", "."];
  for (const path of outside) {
    expect(
      problem(() => readModelManifest(withPaths([path]), "m")),
      path,
    ).toContain("is not allowed");
  }
});

test("two layers at one place, and a layer where another needs a folder, are refused", () => {
  expect(problem(() => readModelManifest(withPaths(["a", "b", "a"]), "m"))).toBe('m has two layers for "a"');
  const message = 'm has "a/b" both as a file and as a folder';
  expect(problem(() => readModelManifest(withPaths(["a/b", "a/b/c"]), "m"))).toBe(message);
  expect(problem(() => readModelManifest(withPaths(["__proto__", "constructor/x", "a", "a-b"]), "m"))).toBe("accepted");
});

test("a title that is another path is refused: general tools unpack by it", () => {
  const swapped = whole.manifest
    .replace('title":"a"', 'title":"b"')
    .replace('title":"b"},"digest":"sha256:b', 'title":"a"},"digest":"sha256:b');
  expect(swapped).not.toBe(whole.manifest);
  expect(problem(() => readModelManifest(swapped, "m"))).toContain(
    'has two paths: "a" as org.cncf.model.filepath, "b" as its title',
  );
  const untitled = problem(() => readModelManifest(withPaths(["a"]), "m"));
  expect(untitled).toBe("accepted");
});

test("any text as a path is taken as it is, or refused with a UserError", () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: fc.constantFrom("a", "/", ".", "\\") })),
      (path) => {
        const found = problem(() => expect(readModelManifest(withPaths([path]), "m").layers[0]?.path).toBe(path));
        expect(found === "accepted" || found.includes("is not allowed")).toBe(true);
      },
    ),
  );
});

test("a config that lists other raw layers than the manifest is refused", () => {
  const { layers } = readModelManifest(whole.manifest, "m");
  expect(readModelConfig(whole.config, layers, "c")).toEqual({ name: "m", version: "1" });
  const changed = whole.config.replace("b".repeat(64), "c".repeat(64));
  expect(problem(() => readModelConfig(changed, layers, "c"))).toBe('c: modelfs.diffIds.1 is not the digest of "b"');
  const message = "c: modelfs.diffIds lists 2 layers; the manifest has 1";
  expect(problem(() => readModelConfig(whole.config, layers.slice(1), "c"))).toBe(message);
});
