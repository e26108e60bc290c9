import { IN_TOTO_PAYLOAD } from "@airworthy/evidence";
import type { Attachment } from "@airworthy/model-package";

/** https://github.com/sigstore/protobuf-specs: a signature with all that its verification takes. */
export const BUNDLE_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";
export const CARD_TYPE = "text/markdown";

/** An unsigned statement of evidence, as it is attached to a package. */
export function evidenceAttachment(name: string, content: string, predicateType: string): Attachment {
  return {
    name,
    artifactType: IN_TOTO_PAYLOAD,
    mediaType: IN_TOTO_PAYLOAD,
    content,
    annotations: { "in-toto.io/predicate-type": predicateType },
  };
}

/** A Sigstore bundle, annotated as GitHub and cosign do, so that their tools find it among a package's referrers. */
export function bundleAttachment(name: string, content: string, predicateType: string): Attachment {
  return {
    name,
    artifactType: BUNDLE_TYPE,
    mediaType: BUNDLE_TYPE,
    content,
    annotations: {
      "dev.sigstore.bundle.content": "dsse-envelope",
      "dev.sigstore.bundle.predicateType": predicateType,
    },
  };
}

/** A document of the media type that says what it is: a bill of materials, a model card. */
export function documentAttachment(name: string, content: string, mediaType: string): Attachment {
  return { name, artifactType: mediaType, mediaType, content, annotations: {} };
}
