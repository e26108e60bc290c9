import { type Clearance, type ClearedNeed, clear, type Query, queryOf } from "@airworthy/clearance";
import { predicateType } from "@airworthy/evidence";
import * as v from "valibot";
import { hexOf } from "../fields.ts";
import type { Stage } from "../policy/policy.ts";
import type { PromotionFacts } from "./facts.ts";
import { failed, type Gate, open, passed } from "./gate.ts";

/** What must have been verified of a package, whatever a policy asks. */
const VERIFIED = ["signature", "provenance"] as const;

const CHECKLIST = queryOf({ type: "checklist" });

/** Read loosely: who examined the evidence has checked the whole predicate. */
const findingsSchema = v.object({ findings: v.array(v.object({ kind: v.string(), verdict: v.string() })) });

/** Which of what a stage asks evidence answers, and the files that do. */
export interface EvidenceGates {
  readonly gates: readonly Gate[];
  readonly evidence: Clearance["evidence"];
}

/** That signature and provenance verify, that evidence answers every need of the stage, and that the checklist is complete. */
export function evidenceGates(stage: Stage, facts: PromotionFacts): EvidenceGates {
  const verification = cleared([queryOf({ type: "verification", verdict: stage.verification })], facts);
  const needs = cleared(stage.needs, facts);
  const checklist = stage.checklist ? cleared([CHECKLIST], facts) : null;
  const files = [verification, needs, ...(checklist === null ? [] : [checklist])].flatMap(({ evidence }) => evidence);
  return {
    gates: [
      ...verificationGates(verification, stage, facts),
      ...gatesOf("needs", needs, "evidence answers every need of the stage"),
      ...(checklist === null
        ? [passed("checklist", "none-needed", `${stage.name} needs no checklist`)]
        : gatesOf("checklist", checklist, "the checklist is complete")),
    ],
    evidence: [...new Map(files.map((file) => [file.sha256, file])).values()],
  };
}

function cleared(needs: readonly Query[], { evidence, candidate, now }: PromotionFacts): Clearance {
  return clear({ needs }, evidence, { subject: hexOf(candidate.digest), asOf: now });
}

/** A verification that was asked for less passes too: that it saw both has to stand in it. */
function verificationGates(clearance: Clearance, stage: Stage, { evidence }: PromotionFacts): readonly Gate[] {
  if (!clearance.cleared) return gatesOf("verification", clearance, "");
  const used = new Set(clearance.evidence.map(({ sha256 }) => sha256));
  const kinds = new Set(
    evidence.filter(({ sha256 }) => used.has(sha256)).flatMap((file) => kindsThatHold(file, stage)),
  );
  const missing = VERIFIED.filter((kind) => !kinds.has(kind));
  if (missing.length === 0) return [passed("verification", "verified", "signature and provenance verify")];
  const command = ["npx airworthy verify-model", ...VERIFIED].join(" --require ");
  return [open("verification", "not-verified", `nobody verified its ${missing.join(" and ")}`, command)];
}

/** What of a package a file says is as it should be, as far as the stage asks: every finding of the kind. */
function kindsThatHold({ statement }: PromotionFacts["evidence"][number], { verification }: Stage): readonly string[] {
  if (statement.predicateType !== predicateType("verification")) return [];
  const { success, output } = v.safeParse(findingsSchema, statement.predicate);
  if (!success) return [];
  const { findings } = output;
  const good = ["pass", verification];
  const bad = new Set(findings.filter(({ verdict }) => !good.includes(verdict)).map(({ kind }) => kind));
  return findings.map(({ kind }) => kind).filter((kind) => !bad.has(kind));
}

/** One gate, or one for each need that nothing answers. */
function gatesOf(id: Gate["id"], { cleared: isCleared, needs }: Clearance, words: string): readonly Gate[] {
  const unmet = needs.filter(({ verdict }) => verdict !== "pass");
  if (isCleared && unmet.length === 0) return [passed(id, "cleared", words)];
  if (unmet.length === 0) return [failed(id, "no-policy", "no policy says what clears a version")];
  return unmet.map((need) => unmetGate(id, need));
}

function unmetGate(id: Gate["id"], { what, verdict, reasonCode, text, command }: ClearedNeed): Gate {
  const answer = verdict === "inconclusive" ? open : failed;
  return answer(id, reasonCode, `${what}: ${text}`, command);
}
