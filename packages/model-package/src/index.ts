export { type AssembledPackage, assemblePackage, type PackageDescription, type PackagedFile } from "./assemble.ts";
export { LAYER_TYPES, type LayerType, layerTypeOf } from "./layer-type.ts";
export { formatIndex } from "./layout-index.ts";
export { type Metadata, metadataSchema, parseMetadata } from "./metadata.ts";
export { type ModelManifest, type PackageLayer, readModelManifest } from "./model-manifest.ts";
export { type OpenedPackage, openPackage } from "./open-package.ts";
export {
  PACKAGE_PREDICATE,
  type PackagePredicate,
  type PackagingRun,
  packageSchema,
  packageStatement,
  parsePackage,
} from "./predicate.ts";
export {
  type AttachedReferrer,
  type LayoutModel,
  type LayoutReading,
  type LayoutSource,
  readLayout,
} from "./read-layout.ts";
export { checkReference, fileStem, type PackageReference } from "./reference.ts";
export { type Attachment, assembleReferrer, type Referrer, readReferrer } from "./referrer.ts";
export { reportPackage } from "./section.ts";
export { formatBytes } from "./size.ts";
