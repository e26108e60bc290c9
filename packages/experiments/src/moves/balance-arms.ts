import { canonicalJson } from "@airworthy/evidence";
import type { Table } from "@airworthy/tables";
import { participantsOf } from "../balance/roster.ts";
import { searchSalts } from "../balance/search-salts.ts";
import type { Plan } from "../plan/plan.ts";
import type { Experiment } from "../state/experiment.ts";
import { draftExperiment } from "./draft.ts";
import { checkLegal } from "./illegal.ts";
import { type Moved, moveThrough } from "./moved.ts";

/** Whom the arms are to be alike on, and how hard to try. */
export interface Roster {
  readonly table: Table;
  /** The columns to be alike in. */
  readonly attributes: readonly string[];
  /** How many salts are looked at. */
  readonly candidates: number;
  onCandidate(): void;
}

/**
 * Chooses the salt that the experiment will start with: of some, the one whose arms are most alike on a roster. Nobody is exposed by
 * it, so it needs no clearance. Throws a UserError where the experiment runs, since everybody would be dealt anew, or the roster does
 * not do.
 */
export function balanceArms(plan: Plan, experiments: readonly Experiment[], roster: Roster): Moved {
  const before = experiments.find(({ name }) => name === plan.name) ?? null;
  checkLegal("balance", plan.name, before);
  const draft = draftExperiment(plan, experiments);
  const participants = participantsOf(roster.table, roster.attributes, draft);
  const found = searchSalts(participants, draft, roster.candidates, roster.onCandidate);
  const chosen: Experiment = { ...draft, salt: found.after.salt };
  const isSame = before !== null && canonicalJson({ ...chosen, revision: before.revision }) === canonicalJson(before);
  const balance = {
    ...found,
    roster: participants.roster,
    rows: participants.rows,
    participants: participants.keys.ends.length,
  };
  return moveThrough("balance", { before, after: isSame ? before : chosen }, [], { balance });
}
