import type { ExaminedEvidence } from "@airworthy/clearance";
import { COMPARISON_TYPE, parseComparison, parseWaivers, type Waivable, waivableOf } from "@airworthy/comparison";
import { appendToYaml, UserError, type YamlEntry } from "@airworthy/evidence";
import { parseExceptions } from "@airworthy/governance";
import { allHold } from "@airworthy/promotion";
import { dayOf } from "../../day-of.ts";
import { admitToAny, readStages } from "./admission.ts";
import { carried, refusedBy } from "./carried.ts";
import type { Doers } from "./dispatch.ts";
import { headPackage } from "./head-evidence.ts";
import { linesIn } from "./sign-off.ts";
import { entryMessage, inOneLine, writeEntry } from "./write-entry.ts";

const MOST_LISTED = 20;

/** What is accepted, by whom, why and until when. */
interface Acceptance {
  readonly reason: string;
  readonly owner: string;
  /** The last day, in UTC. */
  readonly expires: string;
}

/** A file that says what is accepted, and its entry for what was named. */
interface AcceptanceFile {
  readonly path: string;
  readonly list: string;
  entry(acceptance: Acceptance): YamlEntry;
  /** Whether the file has it already. Throws a UserError where the file is not valid. */
  has(text: string, acceptance: Acceptance): boolean;
}

/**
 * `/waive TEST REASON until DAY`: a waiver of a metric that fails, of the loss that was found and none larger, or an exception
 * from a line of the checklist. It is policy: a pull request proposes it, and people decide.
 */
export const waiveByComment: Doers["waive"] = async ({ command, text, asked }, place) => {
  const { test, reason, until: expires } = command;
  const { policy } = await readStages(place);
  const gates = await admitToAny({ verb: "waive", text, asked }, policy.stages, policy, place);
  if (!allHold(gates)) return refusedBy(gates, `${test} is not waived`);
  const today = dayOf(place.ports.now());
  if (expires < today) throw new UserError(`A waiver until ${expires} is over: today is ${today}`);
  const { version, evidence } = await headPackage(asked, place);
  const file = placeOf(test, evidence);
  const acceptance = { reason: inOneLine(reason), owner: `@${asked.actor}`, expires };
  const written = await writeEntry(
    {
      path: file.path,
      with: (before) => withEntry(before, file, acceptance),
      message: entryMessage(`Accept ${test} of ${version.name} until ${expires}`, reason, asked),
      isProposal: true,
    },
    place,
  );
  // What was proposed by the same words and merged is there, too.
  if (written.state === "there" || written.where === null) {
    return carried("unchanged", `${file.path} accepts ${test} until ${expires} already.`);
  }
  return carried(
    "proposed",
    `${written.where} proposes to accept ${test} until ${expires}: it counts once that is merged.`,
  );
};

/** Throws a UserError that says what can be waived. */
function placeOf(test: string, evidence: readonly ExaminedEvidence[]): AcceptanceFile {
  const lines = linesIn(evidence);
  if (lines.includes(test)) return exceptionFrom(test);
  const waivable = evidence
    .filter(({ statement }) => statement.predicateType === COMPARISON_TYPE)
    .flatMap(({ statement }) => waivableOf(parseComparison(statement).findings));
  const meant = waivable.filter(({ key, finding }) => key === test || finding.id === test);
  const [worst] = meant.toSorted((a, b) => b.ceiling - a.ceiling);
  if (worst !== undefined) return waiverOf(worst);
  const known = [...new Set([...lines, ...waivable.map(({ key }) => key)])].slice(0, MOST_LISTED);
  throw new UserError(`Nothing that can be waived is called ${JSON.stringify(test)}`, {
    remedy:
      known.length === 0
        ? "The evidence of the pull request's head has neither a metric that fails nor a checklist."
        : `The evidence of the pull request's head has ${known.join(", ")}.`,
  });
}

function exceptionFrom(line: string): AcceptanceFile {
  const path = ".airworthy/exceptions.yml";
  return {
    path,
    list: "exceptions",
    entry: (acceptance) => [["line", line], ...fieldsOf(acceptance)],
    has: (text, acceptance) => parseExceptions(text, path).some((one) => one.line === line && isSame(one, acceptance)),
  };
}

function waiverOf({ finding: { metric, slice }, ceiling }: Waivable): AcceptanceFile {
  const path = ".airworthy/waivers.yml";
  const parts = slice === null ? [] : [["slice", new Map(slice.map((part) => [part.column, part.value]))] as const];
  const key = JSON.stringify(slice ?? null);
  return {
    path,
    list: "waivers",
    entry: (acceptance) => [["metric", metric], ...parts, ["ceiling", ceiling], ...fieldsOf(acceptance)],
    has: (text, acceptance) =>
      parseWaivers(text, path).some(
        (one) => one.metric === metric && JSON.stringify(one.slice ?? null) === key && isSame(one, acceptance),
      ),
  };
}

/** Null where it is accepted already. Throws a UserError where something else is said of the same. */
function withEntry(
  before: string | null,
  { path, list, entry, has }: AcceptanceFile,
  acceptance: Acceptance,
): string | null {
  if (before !== null && before.trim() !== "" && has(before, acceptance)) return null;
  const text = appendToYaml(before, list, entry(acceptance), path);
  // Of two entries for one only one could be meant: the parser refuses them.
  has(text, acceptance);
  return text;
}

function fieldsOf({ reason, owner, expires }: Acceptance): YamlEntry {
  return [
    ["reason", reason],
    ["owner", owner],
    ["expires", expires],
  ];
}

function isSame(one: Acceptance, other: Acceptance): boolean {
  return one.reason === other.reason && one.owner === other.owner && one.expires === other.expires;
}
