import { canonicalJson, checkShape, type Descriptor, describeText, type SmallArtifact } from "@airworthy/evidence";
import * as v from "valibot";
import { MANIFEST_TYPE } from "./assemble.ts";
import { descriptorSchema, hexOf, parseDocument } from "./document.ts";

/** What a file is called where a referrer brings it; on the referrer's manifest and on its entry in an index. */
export const NAME_ANNOTATION = "dev.airworthy.name";

/** https://github.com/opencontainers/image-spec/blob/v1.1.1/manifest.md#guidance-for-an-empty-descriptor */
const EMPTY_TYPE = "application/vnd.oci.empty.v1+json";
const EMPTY = "{}";

/** A file that is attached to a package. */
export interface Attachment {
  /** The file's name, such as "model.sig". */
  readonly name: string;
  /** What kind of attachment it is. */
  readonly artifactType: string;
  /** What the file holds. */
  readonly mediaType: string;
  readonly content: string;
  readonly annotations: Readonly<Record<string, string>>;
}

/** A manifest that refers to another one, such as a signature to its package. */
export interface Referrer {
  /** What the attached file is called. Untrusted text; null where the manifest does not say. */
  readonly name: string | null;
  readonly artifactType: string;
  /** The digest of the manifest that it refers to, in lower-case hexadecimal. */
  readonly subject: string;
  readonly annotations: Readonly<Record<string, string>>;
  /** Every blob that it names. */
  readonly blobs: readonly Descriptor[];
  /** The attached file; null where there is not exactly one. */
  readonly content: Descriptor | null;
}

/**
 * One file as a referrer of `subject`: an OCI image manifest with an empty config and one layer. Equal arguments give
 * equal bytes: no time is recorded.
 */
export function assembleReferrer(subject: Descriptor, attachment: Attachment): SmallArtifact {
  const { name, artifactType, mediaType, content } = attachment;
  const annotations = { ...attachment.annotations, [NAME_ANNOTATION]: name };
  const layer = describeText(mediaType, content);
  const manifest = canonicalJson({
    schemaVersion: 2,
    mediaType: MANIFEST_TYPE,
    artifactType,
    config: describeText(EMPTY_TYPE, EMPTY),
    layers: [{ ...layer, annotations: { "org.opencontainers.image.title": name } }],
    subject: { mediaType: subject.mediaType, digest: subject.digest, size: subject.size },
    annotations,
  });
  const descriptor = { ...describeText(MANIFEST_TYPE, manifest), artifactType, annotations };
  return { descriptor, manifest, blobs: [EMPTY, content] };
}

const annotationsSchema = v.record(v.string(), v.string());

/** Referrers of other tools may have a config of their own, whose type then stands for the artifact's. */
const referrerSchema = v.object({
  schemaVersion: v.literal(2),
  mediaType: v.literal(MANIFEST_TYPE),
  artifactType: v.exactOptional(v.string()),
  config: descriptorSchema,
  layers: v.array(descriptorSchema),
  subject: descriptorSchema,
  annotations: v.exactOptional(annotationsSchema),
});

/** Reads the manifest of a referrer, whoever wrote it. Throws a UserError that names `where` and what is wrong. */
export function readReferrer(manifest: string, where: string): Referrer {
  const found = checkShape(referrerSchema, parseDocument(manifest, where), where);
  const annotations = found.annotations ?? {};
  const [only, ...others] = found.layers;
  return {
    name: (Object.hasOwn(annotations, NAME_ANNOTATION) ? annotations[NAME_ANNOTATION] : undefined) ?? null,
    artifactType: found.artifactType ?? found.config.mediaType,
    subject: hexOf(found.subject),
    annotations,
    blobs: [found.config, ...found.layers],
    content: only !== undefined && others.length === 0 ? only : null,
  };
}
