export { changeSchema, type Figure, type FigureChange, figureSchema } from "./audit/figure.ts";
export type { AuditFinding, AuditMeasure } from "./audit/finding.ts";
export { type Gate, type GateLine, parseGateLines } from "./audit/gate.ts";
export {
  AUDIT_CLASSES,
  AUDIT_TYPE,
  type AuditClass,
  type AuditPredicate,
  type AuditTable,
  auditSchema,
  parseAudit,
} from "./audit/predicate.ts";
export { type Audit, stateAudit } from "./audit/state-audit.ts";
export { reportAudit } from "./report/report-audit.ts";
