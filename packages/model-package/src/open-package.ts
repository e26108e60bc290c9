import { checkShape, sha256Digest, UserError } from "@airworthy/evidence";
import * as v from "valibot";
import { ARTIFACT_TYPE, CONFIG_TYPE, MANIFEST_TYPE } from "./assemble.ts";

/** What is asked of an OCI image layout: its small files, as text. */
export interface LayoutSource {
  /** The text of `oci-layout`. */
  marker(): Promise<string>;
  /** The text of `index.json`. */
  index(): Promise<string>;
  /** The text of a blob, by its SHA-256 in lower-case hexadecimal. */
  blob(sha256: string): Promise<string>;
}

/** A package as its own documents name it. */
export interface OpenedPackage {
  /** Null where the package does not say. */
  readonly name: string | null;
  readonly version: string | null;
  /** Of the manifest, in lower-case hexadecimal. */
  readonly sha256: string;
}

const DIGEST = /^sha256:[0-9a-f]{64}$/;

const descriptor = v.object({
  mediaType: v.string(),
  digest: v.pipe(v.string(), v.regex(DIGEST, "must be sha256: and 64 lower-case hexadecimal digits")),
  size: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
});

type Descriptor = v.InferOutput<typeof descriptor>;

const markerSchema = v.object({ imageLayoutVersion: v.literal("1.0.0") });
const indexSchema = v.object({ schemaVersion: v.literal(2), manifests: v.array(descriptor) });
const manifestSchema = v.object({
  schemaVersion: v.literal(2),
  artifactType: v.literal(ARTIFACT_TYPE),
  config: v.object({ ...descriptor.entries, mediaType: v.literal(CONFIG_TYPE) }),
  layers: v.array(descriptor),
});
/** Longer than any registry takes (OCI distribution-spec 1.1, "Pulling manifests"). */
const NAME_CHARACTERS = 255;
const label = v.pipe(
  v.string(),
  v.nonEmpty("must not be empty"),
  v.maxLength(NAME_CHARACTERS, `must have at most ${NAME_CHARACTERS} characters`),
);
const configSchema = v.object({
  descriptor: v.object({ name: v.exactOptional(label), version: v.exactOptional(label) }),
});

/**
 * Opens a layout that holds one model package: checks that index, manifest and config have the digests and sizes that
 * they are named by, and are what ModelPack has them be. The layers are not read. Throws a UserError that names `where`
 * and what is wrong.
 */
export async function openPackage(layout: LayoutSource, where: string): Promise<OpenedPackage> {
  checkShape(markerSchema, parse(await layout.marker(), `${where}/oci-layout`), `${where}/oci-layout`);
  const index = checkShape(indexSchema, parse(await layout.index(), `${where}/index.json`), `${where}/index.json`);
  const [only, ...others] = index.manifests;
  if (only === undefined || others.length > 0) {
    throw new UserError(`${where}/index.json lists ${index.manifests.length} manifests; exactly one is allowed`);
  }
  if (only.mediaType !== MANIFEST_TYPE)
    throw new UserError(`${where} holds ${JSON.stringify(only.mediaType)}, no model`);
  const manifest = checkShape(manifestSchema, await document(layout, only, where), `${where}: the manifest`);
  const config = checkShape(configSchema, await document(layout, manifest.config, where), `${where}: the config`);
  const { name, version } = config.descriptor;
  return { name: name ?? null, version: version ?? null, sha256: hexOf(only) };
}

async function document(layout: LayoutSource, target: Descriptor, where: string): Promise<unknown> {
  const { digest, size } = target;
  const text = await layout.blob(hexOf(target));
  const found = sha256Digest(text);
  const label = `${where}/blobs/${digest.replace(":", "/")}`;
  if (found !== digest) throw new UserError(`${label} does not match its digest: its content has ${found}`);
  if (Buffer.byteLength(text) !== size) {
    throw new UserError(`${label} has ${Buffer.byteLength(text)} bytes; its descriptor says ${size}`);
  }
  return parse(text, label);
}

function hexOf(descriptor: Descriptor): string {
  return descriptor.digest.slice("sha256:".length);
}

function parse(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UserError(`${where} is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
