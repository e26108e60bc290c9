import { reportPromotion, shortHex } from "@airworthy/promotion";
import {
  type Block,
  composeReport,
  type ReportContext,
  type ReportSection,
  type Text,
  type VerdictWords,
} from "@airworthy/report";
import { TOOL } from "@airworthy/runtime";
import type { Kept } from "./change.ts";
import type { Place } from "./place.ts";
import type { Done } from "./promote.ts";
import { summaryOf } from "./records/summary.ts";
import { missingRecords, recordsFold } from "./records/told-records.ts";
import type { Told } from "./told.ts";

const WORDS: VerdictWords = {
  pass: "Done",
  warn: "Done, with care",
  inconclusive: "Not yet",
  fail: "Refused",
  error: "Not done",
};
const CONTEXT: ReportContext = { tool: TOOL, commit: null, evidenceFiles: 1, words: WORDS };

/** What became of a promotion or a rollback, with its evidence; an error where a record of it is missing. */
export async function tellDone(done: Done, place: Place): Promise<Told> {
  const { statement, outcome, kept, model } = done;
  const missing = kept.filter(({ state }) => state === "failed");
  // The report has it too, but not everybody sees that: with --json nobody does.
  for (const line of missingRecords(kept)) place.ports.log.warn(line);
  if (statement === null) {
    const why = "why" in outcome ? outcome.why : "there is nothing to go back from";
    const headline = `${outcome.stage} of ${model} stays as it is: ${why}.`;
    return {
      ...judged(missing, { verdict: "pass", reasonCode: "unchanged", headline }),
      effect: "unchanged",
      blocks: [paragraph(headline), ...listOf(missingRecords(kept)), ...recordsFold(kept)],
      evidence: [],
    };
  }
  const { verdict, reasonCode, headline, candidate } = statement.predicate;
  const name = `promote-model.${slug(model)}.${outcome.stage}.${outcome.effect}.${shortHex(`sha256:${candidate.sha256}`)}`;
  const summary = outcome.effect === "unchanged" ? [] : await summaryOf(statement, name, done.policyFile, place);
  const told = judged(missing, { verdict, reasonCode, headline });
  return {
    ...told,
    effect: outcome.effect,
    blocks: composeReport([sectionOf(reportPromotion(statement), told, kept)], CONTEXT).blocks,
    evidence: [{ name: `${name}.json`, statement }, ...summary],
  };
}

type Judged = Pick<Told, "verdict" | "reasonCode" | "headline">;

/** An error where a record is missing. Whoever asks in another comment makes another request, which has nothing to complete. */
function judged(missing: readonly Kept[], { verdict, reasonCode, headline }: Judged): Judged {
  if (missing.length === 0) return { verdict, reasonCode, headline };
  const what = missing.map(({ record }) => record).join(", ");
  return {
    verdict: "error",
    reasonCode: "record-missing",
    headline: `${headline} Not recorded yet: ${what}; run it again, the job and no other.`,
  };
}

/** What the evidence says, which knows of no record beside the tags, and what became of those. */
function sectionOf(section: ReportSection, { verdict, headline }: Judged, kept: readonly Kept[]): ReportSection {
  const { word, folds, steps = [] } = section;
  const missing = missingRecords(kept);
  const whole = { ...section, verdict, headline, folds: [...folds, ...recordsFold(kept)] };
  if (missing.length === 0) return whole;
  return { ...whole, word: `${word ?? "Done"}, but not recorded everywhere`, steps: [...missing, ...steps] };
}

function listOf(items: readonly Text[]): readonly Block[] {
  return items.length === 0 ? [] : [{ kind: "list", items }];
}

/** What any system takes in a file's name. */
function slug(model: string): string {
  return model.replace(/[^A-Za-z0-9._-]/g, "-");
}

function paragraph(text: string): Block {
  return { kind: "paragraph", text };
}
