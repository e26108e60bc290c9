export { BOM_MEDIA_TYPE, billOfMaterials } from "./bill-of-materials.ts";
export { BOM_PREDICATE, bomStatement } from "./bom-statement.ts";
export {
  APPROACHES,
  type CardText,
  type Considerations,
  cardSchema,
} from "./card-schema.ts";
export { checkBillOfMaterials, type PackageContents } from "./check-bill-of-materials.ts";
export { checkModelCard } from "./check-model-card.ts";
export { renderEvalResults } from "./eval-results.ts";
export type {
  BaseModelFacts,
  BehaviorFacts,
  CardFacts,
  CardMetadata,
  DatasetFacts,
  FileFacts,
  MetricFacts,
  PackageFacts,
  Relation,
} from "./facts.ts";
export {
  type BillOfMaterials,
  type BomComponent,
  parseBillOfMaterials,
} from "./parse-bill-of-materials.ts";
export { renderCard } from "./render-card.ts";
export { reportBom } from "./section.ts";
