export { checkApart, type Place } from "./apart.ts";
export { digestFile } from "./digest-file.ts";
export { fileError, shownPath } from "./file-error.ts";
export type { OnBytes } from "./hash-blocks.ts";
export type { Ingested, IngestMethod, IngestTask } from "./ingest.ts";
export { ingestAll } from "./ingest-all.ts";
export { draftLayout, type LayoutDraft } from "./layout-draft.ts";
export { type LayoutFiles, layoutFiles, readSmallFile } from "./layout-reader.ts";
export { listFiles, type SourceFile } from "./walk.ts";
