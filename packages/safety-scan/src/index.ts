export type { ScanFinding } from "./finding.ts";
export { KINDS, type Kind } from "./kind.ts";
export { parseScan, SCAN_PREDICATE, type ScanPredicate, type ScanRun, scanSchema, scanStatement } from "./predicate.ts";
export { type FindingVerdict, RULES, RULES_VERSION, type RuleId } from "./rules.ts";
export { toSarif } from "./sarif.ts";
export { type ScanOptions, type ScanResult, scanFiles } from "./scan-files.ts";
export { reportScan } from "./section.ts";
