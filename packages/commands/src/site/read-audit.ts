import { capText } from "@airworthy/report";
import {
  type AuditEntry,
  type EntrySide,
  findingText,
  type PromotionEntry,
  type RolloutEntry,
} from "@airworthy/rollout";
import type { SiteInput } from "@airworthy/site";
import { auditOutcome, worstFirst } from "../verify-audit/audit-outcome.ts";
import { verifyFolder } from "../verify-audit/examine-log.ts";
import { readFolder } from "../verify-audit/read-folder.ts";

type SiteAudit = NonNullable<SiteInput["audit"]>;
type SiteMove = SiteAudit["moves"][number];
type SitePromotion = SiteAudit["promotions"][number];

/**
 * The audit log of a folder as the site shows it, held against the files beside it. Of one that does not hold there are
 * neither moves nor changes of stages: a table of them would pass for a record.
 */
export async function readAudit(folder: string, cwd: string): Promise<SiteAudit> {
  const examined = verifyFolder(await readFolder(folder, cwd), []);
  const { verdict, headline, outputs } = auditOutcome({ ...examined, against: [] }, folder, null);
  const holds = verdict === "pass" || verdict === "warn";
  const entries = holds ? examined.log.lines.flatMap(({ entry }) => entry ?? []) : [];
  return {
    verdict,
    headline,
    findings: worstFirst(examined.findings).map((finding) => capText(findingText(finding))),
    head: outputs.head || null,
    moves: entries.flatMap((entry) => ("rollout" in entry ? [moveOf(entry)] : [])),
    promotions: entries.flatMap((entry) => ("promotion" in entry ? [promotionOf(entry)] : [])),
  };
}

function moveOf(entry: RolloutEntry): SiteMove {
  const { rollout, allowed, before, after } = entry;
  return { ...commonOf(entry), rollout, allowed, before: sideOf(before), after: sideOf(after) };
}

function promotionOf(entry: PromotionEntry): SitePromotion {
  const { promotion, commit, tags } = entry;
  return { ...commonOf(entry), ...promotion, commit, tags };
}

function commonOf({ sequence, move, on, by, why, pullRequest, candidate, stable, denied, signature }: AuditEntry) {
  return {
    sequence,
    move,
    on,
    actor: by.actor,
    run: by.run,
    why,
    pullRequest,
    candidate,
    stable,
    denied,
    isSigned: signature !== null,
  };
}

function sideOf({ phase, step, share, segment }: EntrySide): SiteMove["before"] {
  return { phase, step, share, segment };
}
