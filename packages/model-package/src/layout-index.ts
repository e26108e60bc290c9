import { canonicalJson, checkShape, type Descriptor } from "@airworthy/evidence";
import * as v from "valibot";
import { INDEX_TYPE } from "./assemble.ts";
import { descriptorSchema, parseDocument } from "./document.ts";

/** The version of a model, on its entry. https://github.com/opencontainers/image-spec/blob/v1.1.1/annotations.md */
export const VERSION_ANNOTATION = "org.opencontainers.image.ref.name";

const markerSchema = v.strictObject({ imageLayoutVersion: v.literal("1.0.0") });

/** Strict: no digest stands for the index, so nothing in it may go unread. */
const indexSchema = v.strictObject({
  schemaVersion: v.literal(2),
  mediaType: v.exactOptional(v.literal(INDEX_TYPE)),
  manifests: v.array(
    v.strictObject({
      ...descriptorSchema.entries,
      artifactType: v.exactOptional(v.string()),
      annotations: v.exactOptional(v.record(v.string(), v.string())),
    }),
  ),
});

/** An index of these manifests, as a layout's `index.json` holds it. */
export function formatIndex(manifests: readonly Descriptor[]): string {
  return canonicalJson({ schemaVersion: 2, mediaType: INDEX_TYPE, manifests });
}

/** Throws a UserError unless the text is the marker of an OCI image layout. */
export function checkMarker(text: string, where: string): void {
  checkShape(markerSchema, parseDocument(text, where), where);
}

/** The manifests that an index lists. Throws a UserError that names `where` and each wrong or unknown field. */
export function readIndex(text: string, where: string): readonly Descriptor[] {
  return checkShape(indexSchema, parseDocument(text, where), where).manifests;
}
