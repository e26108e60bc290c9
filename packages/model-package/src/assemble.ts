import { canonicalJson, compareCodePoints, type Descriptor, describeText, UserError } from "@airworthy/evidence";
import { type LayerType, layerTypeOf } from "./layer-type.ts";
import type { Metadata } from "./metadata.ts";
import type { PackageReference } from "./reference.ts";

/** https://github.com/opencontainers/image-spec/blob/v1.1.1/media-types.md */
export const MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";
export const INDEX_TYPE = "application/vnd.oci.image.index.v1+json";
/** https://github.com/modelpack/model-spec/blob/main/docs/spec.md */
export const ARTIFACT_TYPE = "application/vnd.cncf.model.manifest.v1+json";
export const CONFIG_TYPE = "application/vnd.cncf.model.config.v1+json";

/** Registries must take manifests of 4 MiB, and need not take larger ones (OCI distribution-spec 1.1, "Pushing manifests"). */
const MANIFEST_BYTES = 4 * 1024 * 1024;

/** A file of the model. */
export interface PackagedFile {
  /** Relative to the model's folder, with slashes. */
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  /** Of its content, in lower-case hexadecimal. */
  readonly sha256: string;
}

/** What the package is made from beside the files. */
export interface PackageDescription extends PackageReference {
  readonly metadata: Metadata;
  /** Seconds since 1970, from SOURCE_DATE_EPOCH; stands in for a `createdAt` that the metadata does not give. */
  readonly epoch: number | null;
}

/** The documents that make files a package; the digest is that of the manifest, and so the model version's. */
export interface AssembledPackage {
  readonly digest: string;
  /** Of the manifest, as an index or a referrer names it. */
  readonly descriptor: Descriptor;
  readonly manifest: string;
  readonly config: string;
  readonly index: string;
  readonly files: readonly (PackagedFile & { readonly type: LayerType })[];
}

/**
 * The OCI documents of a package: equal descriptions and files, in whatever order, give equal bytes. Layers are raw, one
 * a file, in the order of the paths' code points. Nothing of the machine (times, owners, modes) is recorded. Throws a
 * UserError if there are so many files that registries need not take the manifest.
 */
export function assemblePackage(description: PackageDescription, files: readonly PackagedFile[]): AssembledPackage {
  const sorted = files
    .toSorted((a, b) => compareCodePoints(a.path, b.path))
    .map((file) => ({ ...file, type: layerTypeOf(file.path) }));
  const config = canonicalJson(modelConfig(description, sorted));
  const manifest = canonicalJson({
    schemaVersion: 2,
    mediaType: MANIFEST_TYPE,
    artifactType: ARTIFACT_TYPE,
    config: describeText(CONFIG_TYPE, config),
    layers: sorted.map(layer),
  });
  const descriptor = { ...describeText(MANIFEST_TYPE, manifest), artifactType: ARTIFACT_TYPE };
  if (descriptor.size > MANIFEST_BYTES) {
    throw new UserError(
      `${files.length} files make a manifest of ${descriptor.size} bytes; registries take at most ${MANIFEST_BYTES}`,
      { remedy: "Exclude what is not part of the model, or put small files into an archive." },
    );
  }
  const index = canonicalJson({
    schemaVersion: 2,
    mediaType: INDEX_TYPE,
    manifests: [{ ...descriptor, annotations: { "org.opencontainers.image.ref.name": description.version } }],
  });
  return { digest: descriptor.digest, descriptor, manifest, config, index, files: sorted };
}

function modelConfig(description: PackageDescription, files: readonly PackagedFile[]): unknown {
  const { name, version, metadata, epoch } = description;
  const { architecture, format, paramSize, precision, quantization, capabilities, ...descriptor } = metadata;
  const createdAt = epoch === null ? {} : { createdAt: new Date(epoch * 1000).toISOString() };
  return {
    descriptor: { ...createdAt, ...descriptor, name, version },
    config: present({ architecture, format, paramSize, precision, quantization, capabilities }),
    // Of a raw layer the content is the blob, so its diff id is the blob's digest.
    modelfs: { type: "layers", diffIds: files.map((file) => `sha256:${file.sha256}`) },
  };
}

function present(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function layer(file: PackagedFile & { readonly type: LayerType }): unknown {
  return {
    mediaType: `application/vnd.cncf.model.${file.type}.v1.raw`,
    digest: `sha256:${file.sha256}`,
    size: file.size,
    annotations: {
      "org.cncf.model.filepath": file.path,
      // The type follows from the file's name; nobody looked inside.
      "org.cncf.model.file.mediatype.untested": "true",
      // What general OCI tools name the file when they pull it.
      "org.opencontainers.image.title": file.path,
    },
  };
}
