export { type Circumstances, entriesOf, type Reading } from "./entries-of.ts";
export type { HistoryEntry } from "./entry.ts";
export { EVIDENCE_FOLDER, evidencePath } from "./evidence-path.ts";
export { parseHistory } from "./history-file.ts";
export { parseRef, refuseDefaultBranch } from "./parse-ref.ts";
export { readPruneDate } from "./prune-date.ts";
export { readEntries } from "./read-entries.ts";
export { type Recorded, type Recording, record } from "./record.ts";
export { trendFolds } from "./trend.ts";
