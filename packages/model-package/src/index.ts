export { type AssembledPackage, assemblePackage, type PackageDescription, type PackagedFile } from "./assemble.ts";
export { formatIndex } from "./layout-index.ts";
export { type Metadata, metadataSchema, parseMetadata } from "./metadata.ts";
export { readModelManifest } from "./model-manifest.ts";
export { openPackage } from "./open-package.ts";
export {
  PACKAGE_PREDICATE,
  packageStatement,
  parsePackage,
} from "./predicate.ts";
export {
  type AttachedReferrer,
  type LayoutModel,
  type LayoutSource,
  readLayout,
} from "./read-layout.ts";
export { checkReference, fileStem, type PackageReference } from "./reference.ts";
export { type Attachment, assembleReferrer } from "./referrer.ts";
export { reportPackage } from "./section.ts";
export { formatBytes } from "./size.ts";
