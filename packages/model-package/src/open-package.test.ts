import { sha256, UserError } from "@airworthy/evidence";
import { expect, test } from "vitest";
import { assemblePackage } from "./assemble.ts";
import { formatIndex } from "./layout-index.ts";
import { openPackage } from "./open-package.ts";
import type { LayoutSource } from "./read-layout.ts";
import { assembleReferrer } from "./referrer.ts";

const whole = assemblePackage({ name: "acme/m", version: "1.0.0", metadata: {}, epoch: null }, [
  { path: "w.bin", size: 1, sha256: "a".repeat(64) },
]);

interface Contents {
  marker: string;
  index: string;
  blobs: readonly string[];
  /** What is in place of the blob of this digest. */
  instead?: Readonly<Record<string, string>>;
}

function layout(changes: Partial<Contents> = {}): LayoutSource {
  const contents: Contents = {
    marker: '{"imageLayoutVersion":"1.0.0"}',
    index: whole.index,
    blobs: [whole.manifest, whole.config],
    ...changes,
  };
  return {
    marker: async () => contents.marker,
    index: async () => contents.index,
    async blob(digest) {
      const blob = contents.instead?.[digest] ?? contents.blobs.find((one) => sha256(one) === digest);
      return blob ?? null;
    },
  };
}

/** A layout whose index speaks of another manifest. */
function withManifest(manifest: string, more: object = {}): LayoutSource {
  const descriptor = { ...JSON.parse(whole.index).manifests[0], digest: `sha256:${sha256(manifest)}`, ...more };
  const index = JSON.stringify({ schemaVersion: 2, manifests: [{ ...descriptor, size: manifest.length, ...more }] });
  return layout({ index, blobs: [manifest, whole.config] });
}

async function problem(source: LayoutSource): Promise<string> {
  try {
    await openPackage(source, "out");
  } catch (error) {
    return error instanceof UserError ? error.message : `a bug: ${error}`;
  }
  return "accepted";
}

test("a whole package is opened under its own name", async () => {
  expect(await openPackage(layout(), "out")).toMatchObject({
    name: "acme/m",
    version: "1.0.0",
    sha256: whole.digest.slice("sha256:".length),
    layers: [{ path: "w.bin", size: 1, sha256: "a".repeat(64), mediaType: "application/vnd.cncf.model.weight.v1.raw" }],
  });
});

test("a name that no evidence could bear is refused", async () => {
  for (const [field, given] of [
    ["name", ""],
    ["version", ""],
    ["name", "x".repeat(256)],
  ] as const) {
    const config = JSON.stringify({ descriptor: { name: "m", version: "1", [field]: given } });
    const manifest = JSON.parse(whole.manifest);
    const described = { ...manifest.config, digest: `sha256:${sha256(config)}`, size: config.length };
    const text = JSON.stringify({ ...manifest, config: described });
    const { index } = withManifest(text);
    const source = { ...layout({ blobs: [text, config] }), index };
    expect(await problem(source)).toContain(`descriptor.${field}:`);
  }
});

test("a blob whose content is not that of its digest is refused, be it the manifest or the config", async () => {
  for (const blob of [whole.manifest, whole.config]) {
    const changed = blob.replace("1.0.0", "1.0.1").replace('"size":1', '"size":2');
    const found = await problem(layout({ instead: { [sha256(blob)]: changed } }));
    expect(found).toContain(`sha256:${sha256(blob).slice(0, 12)} has the content of sha256:${sha256(changed)}`);
  }
});

test("a wrong size, a missing blob and more or fewer models than one are refused", async () => {
  expect(await problem(withManifest(whole.manifest, { size: 5 }))).toContain("its descriptor says 5");
  expect(await problem(layout({ blobs: [whole.manifest] }))).toContain("config sha256:");
  const { manifests } = JSON.parse(whole.index);
  expect(await problem(layout({ index: formatIndex([]) }))).toContain("lists 0 manifests, none of them a model's");
  const index = JSON.stringify({ schemaVersion: 2, manifests: [...manifests, ...manifests] });
  expect(await problem(layout({ index }))).toContain("lists 2 models; exactly one is allowed");
});

test("what is no model package is refused with the reason", async () => {
  const image = { ...JSON.parse(whole.manifest), artifactType: "application/vnd.oci.image.config.v1+json" };
  expect(await problem(withManifest(JSON.stringify(image)))).toContain("none of them a model's");
  expect(await problem(withManifest(whole.manifest, { mediaType: "text/plain" }))).toContain('calls it "text/plain"');
  expect(await problem(layout({ marker: '{"imageLayoutVersion":"2.0.0"}' }))).toContain("imageLayoutVersion");
  for (const text of ["", "{", "null", "[]", "{}"]) {
    expect(await problem(layout({ index: text })), text).toContain("out: index.json");
    expect(await problem(withManifest(text)), text).toContain("out");
  }
});

test("what refers to a model is in nobody's way", async () => {
  const subject = JSON.parse(whole.index).manifests[0];
  const referrer = assembleReferrer(subject, {
    name: "card.md",
    artifactType: "text/markdown",
    mediaType: "text/markdown",
    content: "# m",
    annotations: {},
  });
  const index = formatIndex([subject, referrer.descriptor]);
  const blobs = [whole.manifest, whole.config, referrer.manifest, ...referrer.blobs];
  expect((await openPackage(layout({ index, blobs }), "out")).name).toBe("acme/m");
});
