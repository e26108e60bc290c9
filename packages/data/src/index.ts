export { readLines } from "./rows/read-lines.ts";
export { readRows } from "./rows/read-rows.ts";
export { readTable, type TableFile } from "./table/read-table.ts";
