import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describeText, type SmallArtifact, sha256, UserError } from "@airworthy/evidence";
import { expect, test } from "vitest";
import { attachToLayout } from "./layout-attach.ts";
import { draftLayout } from "./layout-draft.ts";
import { layoutFiles } from "./layout-reader.ts";
import { temporaryFolder } from "./temporary-folder.ts";
import { unfinishedName } from "./unfinished.ts";

const EMPTY = "{}";

function artifact(name: string, content: string): SmallArtifact {
  const layers = [content, EMPTY].map((text) => ({ digest: `sha256:${sha256(text)}` }));
  const manifest = JSON.stringify({ layers, about: name });
  const annotations = { "dev.airworthy.name": name };
  return { descriptor: { ...describeText("m", manifest), annotations }, manifest, blobs: [content, EMPTY] };
}

function manifestOf(weights: string): string {
  return `{"layers":[{"digest":"sha256:${sha256(weights)}"}]}`;
}

/** Publishes a package of one blob. */
async function publish(output: string, weights: string, more: readonly SmallArtifact[] = []): Promise<void> {
  await using draft = await draftLayout(output, "out");
  await writeFile(draft.incoming("0"), weights);
  await draft.adopt("0", sha256(weights));
  const manifest = manifestOf(weights);
  for (const text of [manifest, ...more.flatMap((one) => [one.manifest, ...one.blobs])]) await draft.write(text);
  const manifests = [describeText("m", manifest), ...more.map(({ descriptor }) => descriptor)];
  await draft.publish(JSON.stringify({ schemaVersion: 2, manifests }));
}

async function namesIn(output: string): Promise<readonly (string | undefined)[]> {
  const { manifests } = JSON.parse(await readFile(join(output, "index.json"), "utf8"));
  return manifests.map((one: { annotations?: Record<string, string> }) => one.annotations?.["dev.airworthy.name"]);
}

async function blobsIn(output: string): Promise<readonly string[]> {
  return (await readdir(join(output, "blobs", "sha256"))).toSorted();
}

function digests(...texts: readonly string[]): readonly string[] {
  return texts.map((text) => sha256(text)).toSorted();
}

test("artifacts stand behind the package, with their blobs, and twice is as once", async () => {
  await using folder = await temporaryFolder();
  const output = join(folder.path, "out");
  await publish(output, "weights");
  const added = [artifact("model.sig", "signature"), artifact("sbom.json", "parts")];
  await attachToLayout(output, "out", added);
  const index = await readFile(join(output, "index.json"), "utf8");
  await attachToLayout(output, "out", added);
  expect(await readFile(join(output, "index.json"), "utf8")).toBe(index);
  expect(JSON.parse(index)).toEqual({
    schemaVersion: 2,
    manifests: [describeText("m", manifestOf("weights")), ...added.map(({ descriptor }) => descriptor)],
  });
  const manifests = added.map(({ manifest }) => manifest);
  expect(await blobsIn(output)).toEqual(
    digests("weights", manifestOf("weights"), "signature", "parts", EMPTY, ...manifests),
  );
  expect((await readdir(output)).toSorted()).toEqual(["blobs", "index.json", "oci-layout"]);
});

test("one of the same name takes the other's place, whose blobs go unless something else names them", async () => {
  await using folder = await temporaryFolder();
  const output = join(folder.path, "out");
  await publish(output, "weights");
  await attachToLayout(output, "out", [artifact("model.sig", "old"), artifact("sbom.json", "parts")]);
  await attachToLayout(output, "out", [artifact("model.sig", "new")]);
  expect(await namesIn(output)).toEqual([undefined, "model.sig", "sbom.json"]);
  const manifests = [artifact("model.sig", "new"), artifact("sbom.json", "parts")].map(({ manifest }) => manifest);
  expect(await blobsIn(output)).toEqual(digests("weights", manifestOf("weights"), "new", "parts", EMPTY, ...manifests));
});

test("names like JavaScript's own are names", async () => {
  await using folder = await temporaryFolder();
  const output = join(folder.path, "out");
  await publish(output, "weights");
  for (const round of ["1", "2"]) {
    await attachToLayout(
      output,
      "out",
      ["__proto__", "constructor"].map((name) => artifact(name, round)),
    );
  }
  expect(await namesIn(output)).toEqual([undefined, "__proto__", "constructor"]);
});

test("the same package published anew keeps what was attached, and brings what is new", async () => {
  await using folder = await temporaryFolder();
  const output = join(folder.path, "out");
  await publish(output, "weights");
  await attachToLayout(output, "out", [artifact("model.sig", "signature"), artifact("card", "old")]);
  await publish(output, "weights", [artifact("card", "new"), artifact("sbom.json", "parts")]);
  expect(await namesIn(output)).toEqual([undefined, "model.sig", "card", "sbom.json"]);
  expect(await blobsIn(output)).toContain(sha256("new"));
  expect(await blobsIn(output)).not.toContain(sha256("old"));
  await expect(publish(output, "others")).rejects.toThrow("the output out holds another package");
  expect(await readdir(folder.path)).toEqual(["out"]);
});

test("of several who attach at once each finds its own there, and no blob is missing", async () => {
  await using folder = await temporaryFolder();
  const output = join(folder.path, "out");
  await publish(output, "weights");
  const names = Array.from({ length: 8 }, (_, index) => `seen-${index}.json`);
  const attach = (name: string) => attachToLayout(output, "out", [artifact(name, name), artifact("card", name)]);
  await Promise.all(names.map(attach));
  expect((await namesIn(output)).toSorted()).toEqual(["card", ...names, undefined]);
  const { manifests } = JSON.parse(await readFile(join(output, "index.json"), "utf8"));
  const there = await blobsIn(output);
  for (const { digest } of manifests) expect(there).toContain(digest.slice("sha256:".length));
  expect((await readdir(output)).toSorted()).toEqual(["blobs", "index.json", "oci-layout"]);
});

test("what a killed change left is removed by the next, and nothing that a manifest names", async () => {
  await using folder = await temporaryFolder();
  const output = join(folder.path, "out");
  await publish(output, "weights");
  const blob = (text: string) => join(output, "blobs", "sha256", sha256(text));
  await writeFile(blob("left over"), "left over");
  await writeFile(blob("not ours"), "not ours");
  const begun = (name: string) => join(output, "blobs", "sha256", ofTheDead(unfinishedName(name)));
  await writeFile(begun(sha256("left over")), "left");
  await writeFile(begun(sha256("weights")), "wei");
  const journal = ofTheDead(unfinishedName("index.json"));
  await writeFile(join(output, journal), [sha256("left over"), sha256("weights"), "../../index.json"].join("\n"));
  await attachToLayout(output, "out", []);
  expect(await blobsIn(output)).toEqual(digests("weights", manifestOf("weights"), "not ours"));
  expect((await readdir(output)).toSorted()).toEqual(["blobs", "index.json", "oci-layout"]);
});

/** The name with an id that no process has. */
function ofTheDead(unfinished: string): string {
  return unfinished.replace(/-\d+-(?=[^-]*$)/, "-999999999-");
}

test("where blobs cannot be told apart, none is removed", async () => {
  await using folder = await temporaryFolder();
  const output = join(folder.path, "out");
  await publish(output, "weights");
  await attachToLayout(output, "out", [artifact("model.sig", "old")]);
  await writeFile(join(output, "blobs", "sha256", sha256(manifestOf("weights"))), Buffer.from([0xff]));
  await attachToLayout(output, "out", [artifact("model.sig", "new")]);
  expect(await blobsIn(output)).toContain(sha256("old"));
});

test("what is no layout is a UserError and is left alone", async () => {
  await using folder = await temporaryFolder();
  await expect(attachToLayout(folder.path, "out", [artifact("a", "b")])).rejects.toBeInstanceOf(UserError);
  await writeFile(join(folder.path, "index.json"), '{"manifests":{}}');
  await expect(attachToLayout(folder.path, "out", [artifact("a", "b")])).rejects.toThrow("out/index.json is not valid");
  expect(await readdir(folder.path)).toEqual(["index.json"]);
});

test("everything that lies in a layout is listed", async () => {
  await using folder = await temporaryFolder();
  const output = join(folder.path, "out");
  await publish(output, "weights");
  await writeFile(join(output, "blobs", "extra"), "12345");
  const files = layoutFiles(output, "out");
  const entries = await files.entries();
  expect(entries.map(({ path }) => path).toSorted()).toEqual(
    [
      "blobs/extra",
      `blobs/sha256/${sha256("weights")}`,
      `blobs/sha256/${sha256(manifestOf("weights"))}`,
      "index.json",
      "oci-layout",
    ].toSorted(),
  );
  expect(entries.find(({ path }) => path === "blobs/extra")).toEqual({ path: "blobs/extra", size: 5, isFile: true });
  expect(await readFile(files.blobPath(sha256("weights")), "utf8")).toBe("weights");
  expect(await files.blob("0".repeat(64))).toBeNull();
});
