import { isUtf8 } from "node:buffer";
import { canonicalJson, type Descriptor, sha256, UserError } from "@airworthy/evidence";
import { describe, expect, test } from "vitest";
import { assemblePackage } from "./assemble.ts";
import { formatIndex, readIndex } from "./layout-index.ts";
import { type LayoutSource, readLayout } from "./read-layout.ts";
import { assembleReferrer } from "./referrer.ts";

const whole = assemblePackage({ name: "acme/m", version: "1.0.0", metadata: {}, epoch: null }, [
  { path: "w.bin", size: 1, sha256: "a".repeat(64) },
]);
const [entry] = readIndex(whole.index, "index.json");
if (entry === undefined) throw new Error("the package has no entry");
const card = assembleReferrer(entry, {
  name: "README.md",
  artifactType: "text/markdown",
  mediaType: "text/markdown",
  content: "# m\n",
  annotations: { "org.example.note": "by hand" },
});
const MARKER = '{"imageLayoutVersion":"1.0.0"}';

/** The small files of a layout by their names, as bytes. */
type Files = ReadonlyMap<string, Buffer>;

function filesOf(index: string, documents: readonly string[]): Files {
  const files = new Map([
    ["oci-layout", Buffer.from(MARKER)],
    ["index.json", Buffer.from(index)],
  ]);
  for (const document of documents) files.set(sha256(document), Buffer.from(document));
  return files;
}

const FILES = filesOf(formatIndex([entry, card.descriptor]), [whole.manifest, whole.config, card.manifest]);

function sourceOf(files: Files): LayoutSource {
  const read = async (name: string) => {
    const bytes = files.get(name);
    if (bytes === undefined) return null;
    // As storage has it.
    if (!isUtf8(bytes)) throw new UserError(`${name} is not UTF-8`);
    return bytes.toString("utf8");
  };
  return { marker: () => read("oci-layout"), index: () => read("index.json"), blob: read };
}

/** The reason codes of what does not hold. */
async function reasons(files: Files): Promise<string[]> {
  const { checks } = await readLayout(sourceOf(files), "out");
  return checks.flatMap(({ verdict, reasonCode }) => (verdict === "pass" ? [] : [reasonCode]));
}

/** The layout with other entries in its index. */
function listing(entries: readonly Descriptor[]): Files {
  return filesOf(formatIndex(entries), [whole.manifest, whole.config, card.manifest]);
}

test("a whole layout is read, every document of it is checked, and what is attached is found", async () => {
  const { model, referrers, checks } = await readLayout(sourceOf(FILES), "out");
  expect(model).toMatchObject({ name: "acme/m", version: "1.0.0", layers: [{ path: "w.bin" }] });
  expect(referrers).toMatchObject([{ name: "README.md", artifactType: "text/markdown", content: { size: 4 } }]);
  expect(checks.map(({ subject, verdict }) => [subject.split(" ")[0], verdict])).toEqual([
    ["oci-layout", "pass"],
    ["index.json", "pass"],
    ["manifest", "pass"],
    ["config", "pass"],
    ["entry", "pass"],
    ["manifest", "pass"],
  ]);
});

test.each([...FILES.keys()])("no bit of %s can be turned without a check that fails", async (name) => {
  const bytes = FILES.get(name) ?? Buffer.alloc(0);
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const turned = Buffer.from(bytes);
    turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    const { checks } = await readLayout(sourceOf(new Map([...FILES, [name, turned]])), "out");
    expect(
      checks.some(({ verdict }) => verdict === "fail"),
      `bit ${bit}: ${turned}`,
    ).toBe(true);
  }
});

test.each([...FILES.keys()])("a layout without %s does not hold", async (name) => {
  const left = new Map([...FILES].filter(([file]) => file !== name));
  expect(await reasons(left)).toContain("missing");
});

describe("an index that the manifests do not confirm", () => {
  test("cannot give the model another version or kind, nor a referrer another name", async () => {
    const renamed = { ...entry, annotations: { "org.opencontainers.image.ref.name": "2.0.0" } };
    expect(await reasons(listing([renamed]))).toEqual(["index-mismatch"]);
    expect(await reasons(listing([{ ...entry, artifactType: "application/x" }]))).toEqual(["index-mismatch"]);
    const moved = { ...card.descriptor, annotations: { "dev.airworthy.name": "model.sig" } };
    expect(await reasons(listing([entry, moved]))).toEqual(["index-mismatch"]);
  });

  test("cannot say a thing twice", async () => {
    const index = whole.index.replace('"schemaVersion":2', '"schemaVersion":1,"schemaVersion":2');
    expect(await reasons(filesOf(index, [whole.manifest, whole.config]))).toEqual(["malformed"]);
  });
});

test("the index of skopeo and oras, with less in it and other white space, holds", async () => {
  const { mediaType, digest, size } = entry;
  const index = JSON.stringify({ schemaVersion: 2, manifests: [{ mediaType, digest, size }] }, null, 2);
  expect(await reasons(filesOf(`${index}\n`, [whole.manifest, whole.config]))).toEqual([]);
});

test("what belongs to no model of the layout is told, and harms nothing", async () => {
  const stray = assembleReferrer(
    { ...entry, digest: `sha256:${"b".repeat(64)}` },
    { name: "x", artifactType: "text/plain", mediaType: "text/plain", content: "x", annotations: {} },
  );
  const image = canonicalJson({ schemaVersion: 2, config: card.descriptor, layers: [] });
  const described = { mediaType: entry.mediaType, digest: `sha256:${sha256(image)}`, size: image.length };
  const index = formatIndex([entry, stray.descriptor, described]);
  const files = filesOf(index, [whole.manifest, whole.config, stray.manifest, image]);
  expect(await reasons(files)).toEqual(["unrelated-manifest", "unrelated-manifest"]);
  expect((await readLayout(sourceOf(files), "out")).referrers).toEqual([]);
});

test("a config that does not hold leaves the layers readable", async () => {
  const files = new Map([...FILES, [sha256(whole.config), Buffer.from("{}")]]);
  const { model } = await readLayout(sourceOf(files), "out");
  expect(model).toMatchObject({ name: null, layers: [{ path: "w.bin" }] });
});
