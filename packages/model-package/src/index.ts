export { type AssembledPackage, assemblePackage, type PackageDescription, type PackagedFile } from "./assemble.ts";
export { LAYER_TYPES, type LayerType, layerTypeOf } from "./layer-type.ts";
export { type Metadata, parseMetadata } from "./metadata.ts";
export { type LayoutSource, type OpenedPackage, openPackage } from "./open-package.ts";
export {
  PACKAGE_PREDICATE,
  type PackagePredicate,
  type PackagingRun,
  packageSchema,
  packageStatement,
  parsePackage,
} from "./predicate.ts";
export { checkReference, fileStem, type PackageReference } from "./reference.ts";
export { reportPackage } from "./section.ts";
export { formatBytes } from "./size.ts";
