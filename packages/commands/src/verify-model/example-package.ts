import { generateKeyPairSync } from "node:crypto";
import { mkdir, mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createStatement, formatStatement, IN_TOTO_PAYLOAD, type SmallArtifact, sha256 } from "@airworthy/evidence";
import { type Attachment, assemblePackage, assembleReferrer, formatIndex } from "@airworthy/model-package";
import { keySigner, modelSignature } from "@airworthy/signing";
import { bundleAttachment, evidenceAttachment } from "../attachments.ts";

/** A small model of four files, one of them empty, one by a name that plain objects choke on. For tests. */
export const MODEL: ReadonlyMap<string, string> = new Map([
  ["weights.bin", "weights"],
  ["sub/config.json", "{}"],
  ["__proto__", "polluting?"],
  ["empty", ""],
]);

/** The files of a layout by their paths. */
export type LayoutContents = ReadonlyMap<string, Buffer>;

export const PACKAGE = assemblePackage({ name: "acme/m", version: "1.0.0", metadata: {}, epoch: null }, filesOf(MODEL));
export const DIGEST = PACKAGE.digest.slice("sha256:".length);

const TEST_TYPE = "https://in-toto.io/attestation/test-result/v0.1";

/** An EC key pair in PEM. */
export function keyPair() {
  return generateKeyPairSync("ec", {
    namedCurve: "P-256",
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
}

/** The signature of a model's files as a bundle. */
export async function signFiles(files: ReadonlyMap<string, string>, privateKey: string): Promise<string> {
  const statement = modelSignature({ name: "m", files: filesOf(files), ignorePaths: [] });
  return await keySigner(privateKey).sign(IN_TOTO_PAYLOAD, Buffer.from(statement));
}

/** An unsigned test result on a digest, as a statement's text. */
export function testResult(digest: string = DIGEST): string {
  const subject = { name: "acme/m@1.0.0", digest: { sha256: digest } };
  return formatStatement(createStatement(subject, TEST_TYPE, { result: "PASSED", configuration: [] }));
}

/** A signature to attach. */
export async function signatureAttachment(privateKey: string): Promise<Attachment> {
  return bundleAttachment("model.sig", await signFiles(MODEL, privateKey), "https://model_signing/signature/v1.0");
}

export function testAttachment(digest?: string): Attachment {
  return evidenceAttachment("test.json", testResult(digest), TEST_TYPE);
}

/** The layout of the package with what is attached to it. */
export function layoutContents(attachments: readonly Attachment[] = []): LayoutContents {
  const size = Buffer.byteLength(PACKAGE.manifest);
  const subject = { mediaType: "application/vnd.oci.image.manifest.v1+json", digest: PACKAGE.digest, size };
  const referrers = attachments.map((attachment) => assembleReferrer(subject, attachment));
  const blobs = [...MODEL.values(), PACKAGE.manifest, PACKAGE.config, ...referrers.flatMap(textsOf)];
  const index = formatIndex([...JSON.parse(PACKAGE.index).manifests, ...referrers.map(({ descriptor }) => descriptor)]);
  return new Map([
    ["oci-layout", Buffer.from('{"imageLayoutVersion":"1.0.0"}')],
    ["index.json", Buffer.from(index)],
    ...blobs.map((text) => [`blobs/sha256/${sha256(text)}`, Buffer.from(text)] as const),
  ]);
}

/** A new folder with a layout at `layout` and the bare model at `model`; gone when disposed of. */
export async function workspace(contents: LayoutContents = layoutContents()) {
  const folder = await mkdtempDisposable(join(tmpdir(), "airworthy-verify-"));
  const write = async (path: string, content: string | Uint8Array) => {
    await mkdir(dirname(join(folder.path, path)), { recursive: true });
    await writeFile(join(folder.path, path), content);
  };
  for (const [path, content] of contents) await write(`layout/${path}`, content);
  for (const [path, content] of MODEL) await write(`model/${path}`, content);
  return { path: folder.path, write, [Symbol.asyncDispose]: () => folder.remove() };
}

function filesOf(files: ReadonlyMap<string, string>) {
  return [...files].map(([path, content]) => ({ path, size: Buffer.byteLength(content), sha256: sha256(content) }));
}

function textsOf({ manifest, blobs }: SmallArtifact): readonly string[] {
  return [manifest, ...blobs];
}
