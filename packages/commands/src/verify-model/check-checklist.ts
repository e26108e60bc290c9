import type { ExaminedEvidence } from "@airworthy/clearance";
import { type Check, parseStatement, type Statement, UserError, type Verdict } from "@airworthy/evidence";
import {
  CHECKLIST_TYPE,
  type CheckedFacts,
  type ChecklistPredicate,
  checkFacts,
  parseChecklistEvidence,
} from "@airworthy/governance";
import { PROVENANCE_PREDICATE } from "@airworthy/provenance";
import { REPORT_SECTIONS } from "../report-sections.ts";
import { dataOf } from "../write-dossier/read-checklist.ts";
import type { DocumentContext, Signed } from "./check-statement.ts";
import { type ChecklistStanding, checklistStanding, newestFirst } from "./checklist-standing.ts";
import { trustsSomebody } from "./trust.ts";

/** A statement as it stands in a file or a signature. */
export interface StatementText {
  readonly label: string;
  readonly text: string;
  /** Of its bytes. */
  readonly sha256: string;
  /** Null where nobody's signature of it was verified. */
  readonly signed: Signed | null;
}

/** The checklist that goes along with a package. */
export interface CheckedChecklist {
  readonly statement: Statement;
  /** The day (UTC) as of which it was judged again. */
  readonly asOf: string;
  /** What its lines come to on that day; inconclusive where it does not count. */
  readonly verdict: Verdict;
}

interface Found extends StatementText {
  readonly statement: Statement;
  readonly predicate: ChecklistPredicate;
}

/**
 * Judges the newest of the package's checklists; an older one of a better verdict makes up for nothing, nor does one that is
 * signed for a newer one that is not. What it says of evidence that is here must be what that evidence says, and evidence that it
 * says nothing of may deny a line. Of statements that are not valid, or on another package, others tell.
 */
export function checkChecklist(
  texts: readonly StatementText[],
  context: DocumentContext,
  today: string,
): { readonly checks: readonly Check[]; readonly checklist: CheckedChecklist | null } {
  const found = texts.flatMap((text) => readChecklist(text, context.sha256));
  const swapped = found.filter(({ predicate }) => predicate.candidate.sha256 !== context.sha256).map(swappedCheck);
  const [newest] = found
    .filter(({ predicate }) => predicate.candidate.sha256 === context.sha256)
    .toSorted((a, b) => newestFirst(a.predicate, b.predicate));
  if (newest === undefined) return { checks: swapped, checklist: null };
  const { statement, predicate } = newest;
  const evidence = examinedOf(predicate, texts);
  const ours = evidence.filter(({ section }) => section.candidate.sha256 === context.sha256);
  const facts = checkFacts(parseChecklistEvidence(statement, today), evidence, dataOf(ours));
  const standing = checklistStanding(predicate, facts.heard, today);
  const check = checkNewest(newest, standing, facts, context);
  const counts = check.reasonCode === standing.reasonCode;
  return {
    checks: [...swapped, check],
    checklist: { statement, asOf: today, verdict: counts ? standing.lines : "inconclusive" },
  };
}

function readChecklist(document: StatementText, sha256: string): readonly Found[] {
  // Others are not parsed: they may be large.
  if (!document.text.includes(CHECKLIST_TYPE)) return [];
  return orNothing(() => {
    const statement = parseStatement(document.text, document.label);
    const isOurs = statement.subject.some(({ digest }) => digest.sha256 === sha256);
    if (statement.predicateType !== CHECKLIST_TYPE || !isOurs) return [];
    return [{ ...document, statement, predicate: parseChecklistEvidence(statement) }];
  });
}

function swappedCheck({ label, predicate }: Found): Check {
  const message = `speaks of sha256:${predicate.candidate.sha256}, not of this package`;
  return { kind: "checklist", subject: label, verdict: "fail", reasonCode: "subject-mismatch", message };
}

function checkNewest(
  { label, predicate, signed }: Found,
  standing: ChecklistStanding,
  { contradicted, absent }: CheckedFacts,
  { trust }: DocumentContext,
): Check {
  const check = (verdict: Check["verdict"], reasonCode: string, message: string): Check => {
    return { kind: "checklist", subject: label, verdict, reasonCode, message };
  };
  const [wrong] = contradicted;
  if (wrong !== undefined) {
    return check("fail", "facts-differ", `says of ${wrong.name}, sha256:${wrong.sha256}, what that does not say`);
  }
  const rests = `${absent.length} of ${predicate.facts.length} files that it rests on not here`;
  const notes = [signed === null ? "not signed" : `signed by ${signed.signer}`, ...(absent.length > 0 ? [rests] : [])];
  const message = [standing.message, ...notes].join("; ");
  if (signed === null && trustsSomebody(trust)) return check("warn", "claimed-not-signed", message);
  return check(standing.verdict, standing.reasonCode, message);
}

/** The files that the checklist rests on, what else its lines ask, and provenance, which names the data: as far as they are here. */
function examinedOf(
  { facts, checklist }: ChecklistPredicate,
  texts: readonly StatementText[],
): readonly ExaminedEvidence[] {
  const told = new Set(facts.map(({ sha256 }) => sha256));
  const types = checklist.lines.flatMap(({ evidence }) => evidence.map(({ type }) => type));
  const asked = [...new Set([...types, PROVENANCE_PREDICATE])];
  return texts
    .filter(({ text, sha256 }) => told.has(sha256) || asked.some((type) => text.includes(type)))
    .flatMap(({ label, text, sha256 }) =>
      orNothing(() => {
        const statement = parseStatement(text, label);
        const section = REPORT_SECTIONS.get(statement.predicateType)?.(statement);
        return section === undefined ? [] : [{ name: label, sha256, statement, section }];
      }),
    );
}

/** What is not valid was told where each document is checked by itself. */
function orNothing<T>(read: () => readonly T[]): readonly T[] {
  try {
    return read();
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
}
