import { UserError } from "@airworthy/evidence";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { assemblePackage, type PackageDescription, type PackagedFile } from "./assemble.ts";

const description: PackageDescription = { name: "m", version: "1.0.0", metadata: {}, epoch: null };

function file(path: string, digit = "a", size = 3): PackagedFile {
  return { path, size, sha256: digit.repeat(64) };
}

test("the documents of a small package are those written out by hand from the specifications", () => {
  const metadata = { family: "f", licenses: ["MIT"], format: "onnx", capabilities: { reasoning: false } };
  const { manifest, config, index, digest } = assemblePackage({ ...description, metadata }, [
    file("w.onnx", "b", 7),
    file("README.md"),
  ]);
  expect(JSON.parse(config)).toEqual({
    descriptor: { name: "m", version: "1.0.0", family: "f", licenses: ["MIT"] },
    config: { format: "onnx", capabilities: { reasoning: false } },
    modelfs: { type: "layers", diffIds: [`sha256:${"a".repeat(64)}`, `sha256:${"b".repeat(64)}`] },
  });
  const layer = (type: string, path: string, digit: string, size: number) => ({
    mediaType: `application/vnd.cncf.model.${type}.v1.raw`,
    digest: `sha256:${digit.repeat(64)}`,
    size,
    annotations: {
      "org.cncf.model.filepath": path,
      "org.cncf.model.file.mediatype.untested": "true",
      "org.opencontainers.image.title": path,
    },
  });
  expect(JSON.parse(manifest)).toEqual({
    schemaVersion: 2,
    mediaType: "application/vnd.oci.image.manifest.v1+json",
    artifactType: "application/vnd.cncf.model.manifest.v1+json",
    config: {
      mediaType: "application/vnd.cncf.model.config.v1+json",
      digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      size: config.length,
    },
    layers: [layer("doc", "README.md", "a", 3), layer("weight", "w.onnx", "b", 7)],
  });
  expect(JSON.parse(index)).toEqual({
    schemaVersion: 2,
    mediaType: "application/vnd.oci.image.index.v1+json",
    manifests: [
      {
        mediaType: "application/vnd.oci.image.manifest.v1+json",
        artifactType: "application/vnd.cncf.model.manifest.v1+json",
        digest,
        size: manifest.length,
        annotations: { "org.opencontainers.image.ref.name": "1.0.0" },
      },
    ],
  });
});

// The JSON was written by hand from the specifications and hashed by coreutils' sha256sum. A change of this digest changes
// the identity of every package that anyone made.
test("the digest of a fixed package stays", () => {
  const { config, digest } = assemblePackage(description, [file("w.bin")]);
  expect(config).toBe(
    `{"config":{},"descriptor":{"name":"m","version":"1.0.0"},"modelfs":{"diffIds":["sha256:${"a".repeat(64)}"],"type":"layers"}}`,
  );
  expect(digest).toBe("sha256:d4b2b532cb628cea0392bd5a7c753afb0324c4e9fea203ed4d5e240b9cdd899d");
});

describe("equal packages have equal bytes", () => {
  const files = fc.uniqueArray(
    fc.record({
      path: fc.string({ minLength: 1, unit: "binary" }),
      size: fc.nat(),
      sha256: fc.constant("c".repeat(64)),
    }),
    { selector: (one) => one.path, minLength: 1 },
  );

  test("whatever the order of the files", () => {
    fc.assert(
      fc.property(files, (given) => {
        expect(assemblePackage(description, given.toReversed())).toEqual(assemblePackage(description, given));
      }),
    );
  });

  test("and of the metadata's fields", () => {
    const one = { family: "f", title: "t" };
    const other = { title: "t", family: "f" };
    expect(assemblePackage({ ...description, metadata: one }, [file("a")]).digest).toBe(
      assemblePackage({ ...description, metadata: other }, [file("a")]).digest,
    );
  });
});

test("name, version, metadata, time, and every path and digest count", () => {
  const base = assemblePackage(description, [file("a")]).digest;
  const others = [
    assemblePackage({ ...description, name: "n" }, [file("a")]),
    assemblePackage({ ...description, version: "1.0.1" }, [file("a")]),
    assemblePackage({ ...description, metadata: { title: "t" } }, [file("a")]),
    assemblePackage({ ...description, epoch: 0 }, [file("a")]),
    assemblePackage(description, [file("b")]),
    assemblePackage(description, [file("a", "b")]),
    assemblePackage(description, [file("a"), file("b")]),
    assemblePackage(description, [file("cafe\u0301")]),
    assemblePackage(description, [file("caf\u00e9")]),
  ].map(({ digest }) => digest);
  expect(new Set([base, ...others]).size).toBe(others.length + 1);
});

test("createdAt is the metadata's, else SOURCE_DATE_EPOCH's, else not there", () => {
  const createdAt = (changes: Partial<PackageDescription>) =>
    JSON.parse(assemblePackage({ ...description, ...changes }, [file("a")]).config).descriptor.createdAt;
  expect(createdAt({})).toBeUndefined();
  // `date -u -d @1700000000` gives this time.
  expect(createdAt({ epoch: 1_700_000_000 })).toBe("2023-11-14T22:13:20.000Z");
  expect(createdAt({ epoch: 0, metadata: { createdAt: "2020-01-01T00:00:00Z" } })).toBe("2020-01-01T00:00:00Z");
});

test("files named like JavaScript's own are files, and an empty file is a layer of no bytes", () => {
  const { manifest } = assemblePackage(description, [file("__proto__"), file("constructor"), file("empty", "e", 0)]);
  const { layers } = JSON.parse(manifest);
  expect(
    layers.map((one: { annotations: Record<string, string>; size: number }) => [
      one.annotations["org.cncf.model.filepath"],
      one.size,
    ]),
  ).toEqual([
    ["__proto__", 3],
    ["constructor", 3],
    ["empty", 0],
  ]);
});

test("more files than registries take in one manifest are refused", () => {
  const many = Array.from({ length: 20_000 }, (_, index) => file(`part-${index}`));
  expect(() => assemblePackage(description, many)).toThrow(UserError);
  expect(() => assemblePackage(description, many)).toThrow(/20000 files make a manifest of \d+ bytes/);
});
