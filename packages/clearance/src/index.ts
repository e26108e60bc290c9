export { type Clearance, type ClearedNeed, clear, type Policy } from "./clear.ts";
export { evidenceName, evidenceType } from "./evidence-type.ts";
export { type ExaminedEvidence, type Fact, factSchema, factsOf } from "./fact.ts";
export { type Answer, type Answered, type Asked, type EvidenceRef, judgeQuery } from "./judge-query.ts";
export { type Query, queryOf, querySchema, type WrittenQuery, writtenQuerySchema } from "./query.ts";
export { auditClassOf, madeOn } from "./read-predicate.ts";
