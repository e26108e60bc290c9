export type { Block, Column, Fold, Inline, Table, Text, Tone } from "./block.ts";
export type { Report, ReportContext } from "./report.ts";
export type { ReportRow, ReportSection } from "./section.ts";
