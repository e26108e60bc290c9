import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { COMPARISON_TYPE } from "@airworthy/comparison";
import { canonicalJson, describeText, sha256 } from "@airworthy/evidence";
import { type Attachment, assembleReferrer } from "@airworthy/model-package";
import { openRegistry, parseRegistryReference } from "@airworthy/registry";
import { expect, test } from "vitest";
import { type RegistryStandIn, startRegistry } from "../../../../test/harness/registry/index.ts";
import { silentPorts } from "../../../../test/harness/silent-ports.ts";
import { documentAttachment, evidenceAttachment } from "../attachments.ts";
import { DIGEST, layoutContents, MODEL, PACKAGE, testAttachment, workspace } from "../verify-model/example-package.ts";
import { resolveBaseline } from "./resolve-baseline.ts";

const MANIFEST = "application/vnd.oci.image.manifest.v1+json";
const NO_LOGIN = { "registry-username": undefined, "registry-password": undefined };

function table(name: string, content = "id\n1\n"): Attachment {
  return documentAttachment(name, content, "text/csv");
}

function comparison(name: string): Attachment {
  return evidenceAttachment(name, "{}", COMPARISON_TYPE);
}

/** The baseline's content and the rest of it, or the reason for none. */
async function resolve(reference: string | undefined, cwd: string, candidate = "predictions.csv") {
  const settings = { candidate, package: reference, artifact: "a", depth: 20, token: undefined, login: NO_LOGIN };
  const resolution = await resolveBaseline(
    { kind: "package" },
    settings,
    silentPorts(cwd, { env: { RUNNER_TEMP: cwd } }),
  );
  if (resolution.kind === "none") return resolution.reason;
  await using baseline = resolution.baseline;
  const { name, origin, packageSha256, path } = baseline;
  expect(dirname(dirname(path))).toBe(cwd);
  return { content: await readFile(path, "utf8"), name, origin, packageSha256 };
}

test("the table that is attached to a layout's package is the baseline, before the evidence beside it", async () => {
  await using space = await workspace(layoutContents([testAttachment(), comparison("c.json"), table("old.csv")]));
  expect(await resolve("layout", space.path)).toEqual({
    content: "id\n1\n",
    name: "old.csv",
    packageSha256: DIGEST,
    origin: {
      how: "registry",
      commit: null,
      distance: null,
      committedOn: null,
      run: null,
      note: `attached to layout, sha256:${DIGEST}`,
    },
  });
});

test("the one that is called as the candidate comes first; else a comparison's evidence will do", async () => {
  await using named = await workspace(layoutContents([table("old.csv"), table("new.csv", "mine")]));
  expect(await resolve("layout", named.path, "out/new.csv")).toMatchObject({ content: "mine" });
  await using evidence = await workspace(layoutContents([testAttachment(), comparison("c.json")]));
  expect(await resolve("layout", evidence.path)).toMatchObject({ name: "c.json", content: "{}" });
});

test("nothing attached that could be one is no baseline, and that is said; several are an error", async () => {
  await using bare = await workspace();
  expect(await resolve("layout", bare.path)).toMatch(/^nothing attached to layout, sha256:\w{64}, is a table/);
  await using other = await workspace(layoutContents([testAttachment()]));
  expect(await resolve("layout", other.path)).toMatch(/^none of the 1 files attached to layout/);
  await using several = await workspace(layoutContents([table("a.csv"), table("b.csv")]));
  await expect(resolve("layout", several.path)).rejects.toThrow(/2 files that can be the baseline: "a\.csv", "b\.csv"/);
});

test("a table with another content than its digest says is not used", async () => {
  await using space = await workspace(layoutContents([table("old.csv", "honest")]));
  await space.write(`layout/blobs/sha256/${sha256("honest")}`, "forged");
  await expect(resolve("layout", space.path)).rejects.toThrow(/another content than its digest says/);
});

test("a package whose documents do not hold is an error, not one without a baseline", async () => {
  await using space = await workspace(layoutContents([table("old.csv")]));
  await space.write(`layout/blobs/sha256/${DIGEST}`, "{}");
  await expect(resolve("layout", space.path)).rejects.toMatchObject({ name: "UserError", message: /has the content/ });
});

test("without a package, or with one that is nowhere, the remedy is told", async () => {
  await using space = await workspace();
  await expect(resolve(undefined, space.path)).rejects.toThrow(/without baseline-package/);
  await expect(resolve(`sha256:${DIGEST}`, space.path)).rejects.toThrow(/neither the folder of a layout nor/);
  await expect(resolve("oci://localhost:9/acme/m", space.path)).rejects.toThrow(/neither a tag nor a digest/);
});

/** Puts the package, under a tag, and a table that another program attached into a registry. */
async function push(remote: RegistryStandIn, tag: string): Promise<void> {
  const reference = parseRegistryReference(`oci://${remote.host}/acme/m:${tag}`);
  if (reference === null) throw new Error("that is no reference");
  const { log, signal } = silentPorts("/");
  const registry = openRegistry(reference, { credentials: { kind: "none", hint: null }, log, signal });
  for (const text of [...MODEL.values(), PACKAGE.config]) await registry.pushSmall(text);
  await registry.pushManifest(PACKAGE.manifest, MANIFEST, tag);
  await registry.pushArtifact(foreignReferrer("predictions.csv", "id\n7\n"));
  await registry.pushArtifact(assembleReferrer(describeText(MANIFEST, PACKAGE.manifest), table("other.csv")));
}

/** As `oras attach` writes one: the file's name is on the layer alone. */
function foreignReferrer(name: string, content: string) {
  const { mediaType, digest, size } = describeText(MANIFEST, PACKAGE.manifest);
  const layer = { ...describeText("text/csv", content), annotations: { "org.opencontainers.image.title": name } };
  const manifest = canonicalJson({
    schemaVersion: 2,
    mediaType: MANIFEST,
    artifactType: "application/vnd.example.predictions",
    config: describeText("application/vnd.oci.empty.v1+json", "{}"),
    layers: [layer],
    subject: { mediaType, digest, size },
  });
  return { descriptor: describeText(MANIFEST, manifest), manifest, blobs: ["{}", content] };
}

test.each(["api", "none"] as const)(
  "a registry's tag stands for the package that is deployed under it, whoever attached the table (referrers: %s)",
  async (referrers) => {
    await using remote = await startRegistry({ referrers });
    await push(remote, "production");
    await using space = await workspace();
    const shown = `${remote.host}/acme/m:production`;
    expect(await resolve(`oci://${shown}`, space.path)).toMatchObject({
      content: "id\n7\n",
      name: "predictions.csv",
      packageSha256: DIGEST,
      origin: { how: "registry", note: `attached to ${shown}, sha256:${DIGEST}` },
    });
  },
);

test("a registry that sends another content is an error, and so is one without the tag", async () => {
  await using remote = await startRegistry();
  await push(remote, "production");
  remote.state.blobs.set(`sha256:${sha256("id\n7\n")}`, Buffer.from("id\n8\n"));
  await using space = await workspace();
  await expect(resolve(`oci://${remote.host}/acme/m:production`, space.path)).rejects.toMatchObject({
    name: "UserError",
    message: expect.stringMatching(/digest/),
  });
  await expect(resolve(`oci://${remote.host}/acme/m:staging`, space.path)).rejects.toMatchObject({ kind: "not-found" });
});
