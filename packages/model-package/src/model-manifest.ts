import { checkShape, type Descriptor, UserError } from "@airworthy/evidence";
import * as v from "valibot";
import { ARTIFACT_TYPE, CONFIG_TYPE, MANIFEST_TYPE } from "./assemble.ts";
import { descriptorSchema, hexOf, parseDocument } from "./document.ts";

/** A file of the model, as its manifest lists it. */
export interface PackageLayer {
  /** Relative to the model's folder, with slashes; never absolute, never outside of it. */
  readonly path: string;
  readonly mediaType: string;
  /** In bytes. */
  readonly size: number;
  /** Of the blob, in lower-case hexadecimal. */
  readonly sha256: string;
}

/** A model's manifest. */
export interface ModelManifest {
  readonly config: Descriptor;
  readonly layers: readonly PackageLayer[];
}

/** What a model's config says of itself. */
export interface ModelConfig {
  /** Null where the package does not say. */
  readonly name: string | null;
  readonly version: string | null;
}

const manifestSchema = v.object({
  schemaVersion: v.literal(2),
  mediaType: v.exactOptional(v.literal(MANIFEST_TYPE)),
  artifactType: v.literal(ARTIFACT_TYPE),
  config: v.object({ ...descriptorSchema.entries, mediaType: v.literal(CONFIG_TYPE) }),
  layers: v.array(
    v.object({
      ...descriptorSchema.entries,
      annotations: v.exactOptional(
        v.object({
          "org.cncf.model.filepath": v.exactOptional(v.string()),
          "org.opencontainers.image.title": v.exactOptional(v.string()),
        }),
      ),
    }),
  ),
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
  modelfs: v.exactOptional(v.object({ diffIds: v.array(v.string()) })),
});

/**
 * Reads the manifest of a ModelPack. Throws a UserError that names `where` and what is wrong: a field, or a layer whose
 * path is none, leads out of the model, or is taken by another.
 */
export function readModelManifest(text: string, where: string): ModelManifest {
  const { config, layers } = checkShape(manifestSchema, parseDocument(text, where), where);
  const read = layers.map((layer, index) => ({
    path: checkPath(layer.annotations ?? {}, `${where}: layers.${index}`),
    mediaType: layer.mediaType,
    size: layer.size,
    sha256: hexOf(layer),
  }));
  checkDistinct(read, where);
  return { config, layers: read };
}

/** Reads the config of a ModelPack. Throws a UserError where it is not valid or lists other raw layers than these. */
export function readModelConfig(text: string, layers: readonly PackageLayer[], where: string): ModelConfig {
  const { descriptor, modelfs } = checkShape(configSchema, parseDocument(text, where), where);
  const diffIds = modelfs?.diffIds;
  if (diffIds !== undefined && diffIds.length !== layers.length) {
    throw new UserError(`${where}: modelfs.diffIds lists ${diffIds.length} layers; the manifest has ${layers.length}`);
  }
  for (const [index, layer] of layers.entries()) {
    // Of a raw layer the content is the blob; of an archive the diff id is that of what it unpacks to.
    if (diffIds === undefined || !layer.mediaType.endsWith(".raw")) continue;
    if (diffIds[index] === `sha256:${layer.sha256}`) continue;
    throw new UserError(`${where}: modelfs.diffIds.${index} is not the digest of ${JSON.stringify(layer.path)}`);
  }
  return { name: descriptor.name ?? null, version: descriptor.version ?? null };
}

type Annotations = NonNullable<v.InferOutput<typeof manifestSchema>["layers"][number]["annotations"]>;

/** Control characters, backslashes and drive letters would mean something else on one system or another. */
const UNSAFE = /[\x00-\x1f\x7f\\]|^[a-z]:/i;

function checkPath(annotations: Annotations, where: string): string {
  const { "org.cncf.model.filepath": named, "org.opencontainers.image.title": title } = annotations;
  const path = named ?? title;
  if (path === undefined) throw new UserError(`${where} has no annotation org.cncf.model.filepath`);
  // General OCI tools unpack by the title: the files that were verified would come to lie under other names.
  if (title !== undefined && title !== path) {
    throw new UserError(
      `${where} has two paths: ${shown(path)} as org.cncf.model.filepath, ${shown(title)} as its title`,
    );
  }
  const steps = path.split("/");
  if (UNSAFE.test(path) || steps.some((step) => step === "" || step === "." || step === "..")) {
    throw new UserError(`${where}: the path ${shown(path)} is not allowed; a path within the model, with slashes, is`);
  }
  return path;
}

function shown(path: string): string {
  return JSON.stringify(path.slice(0, NAME_CHARACTERS));
}

/** No two layers at one place, and none where another needs a folder. */
function checkDistinct(layers: readonly PackageLayer[], where: string): void {
  const files = new Set<string>();
  const folders = new Set<string>();
  for (const { path } of layers) {
    if (files.has(path)) throw new UserError(`${where} has two layers for ${JSON.stringify(path)}`);
    files.add(path);
    for (let at = path.indexOf("/"); at > 0; at = path.indexOf("/", at + 1)) folders.add(path.slice(0, at));
  }
  for (const path of folders) {
    if (files.has(path)) throw new UserError(`${where} has ${JSON.stringify(path)} both as a file and as a folder`);
  }
}
