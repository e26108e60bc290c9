export { ENTRY_VERSION, entrySchema, type HistoryEntry } from "./entry.ts";
