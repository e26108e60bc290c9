export { align } from "./align.ts";
export { changedRows } from "./changed-rows.ts";
export { fingerprintOf } from "./fingerprint.ts";
export { idText } from "./id-index.ts";
export { checkIds } from "./pair-rows.ts";
export type {
  CategoryColumn,
  CategoryRequest,
  Column,
  ColumnRequest,
  DerivedRequest,
  FingerprintRequest,
  IdColumn,
  NumberColumn,
  NumberRequest,
  NumbersRequest,
  Table,
} from "./table.ts";
