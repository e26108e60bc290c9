import type { ExaminedEvidence } from "@airworthy/clearance";
import { formatStatement, type Statement, sha256 } from "@airworthy/evidence";
import { CHECKLIST_TYPE, type ChecklistPredicate } from "@airworthy/governance";
import { type Ports, TOOL } from "@airworthy/runtime";
import { REPORT_SECTIONS } from "../report-sections.ts";
import { judgeChecklistFile } from "../write-dossier/read-checklist.ts";
import { readPackageEvidence } from "../write-dossier/read-evidence.ts";
import { commandOf } from "./command.ts";
import type { Inputs } from "./inputs.ts";

/** How the checklist stands of the audited package, what this very audit found included. Throws a UserError without the file. */
export async function judgeChecklist(
  inputs: Inputs,
  audits: readonly NamedStatement[],
  ports: Ports,
): Promise<Statement<ChecklistPredicate> | null> {
  const own = audits.map(examined);
  const given = await readPackageEvidence({ ...inputs, artifacts: undefined }, own, ports);
  // What an earlier run said of the lines answers none of them, and is no input of this one.
  const evidence = given.evidence.filter(({ statement }) => statement.predicateType !== CHECKLIST_TYPE);
  const judged = await judgeChecklistFile({ ...given, evidence }, inputs, commandOf(inputs), ports);
  return judged?.statement ?? null;
}

/** Evidence that is about to be written, and the name of its file. */
export interface NamedStatement {
  readonly name: string;
  readonly statement: Statement;
}

function examined({ name, statement }: NamedStatement): ExaminedEvidence {
  const make = REPORT_SECTIONS.get(statement.predicateType);
  if (make === undefined) throw new Error(`${TOOL.name} does not know its own ${statement.predicateType}`);
  return { name, sha256: sha256(formatStatement(statement)), statement, section: make(statement) };
}
