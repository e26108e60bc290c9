import { type Finding, type Statement, UserError, VERDICTS } from "@airworthy/evidence";
import {
  AUDIT_CLASSES,
  type AuditClass,
  type AuditPredicate,
  type ChecklistPredicate,
  COUNTERFACTUAL_METRIC,
  createGates,
  parseGateLines,
  reportAudit,
  reportChecklist,
} from "@airworthy/governance";
import { composeReport } from "@airworthy/report";
import { type Annotation, defineCommand, type Outcome, type Ports, TOOL } from "@airworthy/runtime";
import { checkInputs } from "./audit-model/check-inputs.ts";
import { examineBias } from "./audit-model/examine-bias.ts";
import { type Examined, together } from "./audit-model/examined.ts";
import { INPUTS, type Inputs } from "./audit-model/inputs.ts";
import { type AuditPolicy, attributesOf, gateLines, readAuditPolicy } from "./audit-model/read-policy.ts";
import { redactError } from "./audit-model/redact-error.ts";
import { type Audited, stateClass } from "./audit-model/state-class.ts";
import { USUAL_COUNTERFACTUAL_GATES, USUAL_PRIVACY_GATES, USUAL_SAFETY_GATES } from "./audit-model/usual-gates.ts";
import { resolveAnywhere } from "./registry-package.ts";

const OUTPUTS = {
  bias: "The verdict on bias; empty where it was not audited.",
  privacy: "The verdict on privacy; empty where it was not audited.",
  safety: "The verdict on safety; empty where it was not audited.",
  checklist: "The verdict on the checklist; empty where none was given.",
  attached: "The package that the checklist's evidence was attached to; empty where it was not.",
} as const;

export const auditModel = defineCommand({
  name: "audit-model",
  summary:
    "Audit a model for bias, privacy and safety: numbers with intervals, gated by themselves and against before.",
  permissions: [
    { scope: "contents", access: "read", reason: "Reads the base commit's configuration." },
    { scope: "packages", access: "write", reason: "Only with `checklist`, for a package in GitHub's registry." },
  ],
  triggers: ["pull_request", "push", "workflow_dispatch", "schedule"],
  writesEvidence: true,
  inputs: INPUTS,
  outputs: OUTPUTS,
  async run(inputs, ports) {
    checkInputs(inputs);
    const audited = await readVersions(inputs, ports);
    const policy = await readAuditPolicy(inputs, ports);
    const found = await ports.log.group("Audit", () => examineInPrivate(inputs, policy, ports));
    if (found.size === 0 && inputs.checklist === undefined) throw nothingAsked();
    const audits = AUDIT_CLASSES.flatMap((kind) => {
      const examined = found.get(kind);
      if (examined === undefined) return [];
      const statement = stateClass(kind, examined, audited, { inputs, policy, ports });
      return [{ kind, name: `audit-model.${kind}.json`, statement }];
    });
    const checklist = await checklistOf(inputs, audits, ports);
    if (checklist === null) return outcomeOf(audits);
    const outcome = outcomeOf([...audits, checklist]);
    const { attachChecklist, withAttached } = await import("./audit-model/attach-checklist.ts");
    return withAttached(outcome, await attachChecklist(checklist, inputs.package, ports));
  },
});

async function readVersions(inputs: Inputs, ports: Ports): Promise<Audited> {
  const { package: pack, "baseline-package": baselinePack } = inputs;
  const resolved = (reference: string | undefined) =>
    reference === undefined ? null : resolveAnywhere(reference, ports);
  return {
    startedOn: ports.now(),
    candidate: {
      package: await resolved(pack),
      input: { source: "", package: pack, name: inputs["candidate-name"], version: inputs["candidate-version"] },
    },
    baseline: {
      package: await resolved(baselinePack),
      input: { source: "", package: baselinePack, name: inputs["baseline-name"], version: inputs["baseline-version"] },
    },
  };
}

/** Throws a UserError that holds no personal data. */
async function examineInPrivate(inputs: Inputs, policy: AuditPolicy, ports: Ports) {
  try {
    return await examine(inputs, policy, ports);
  } catch (error) {
    throw redactError(error);
  }
}

/** Each class by itself; those that nothing was given for are left out. */
async function examine(inputs: Inputs, policy: AuditPolicy, ports: Ports): Promise<ReadonlyMap<AuditClass, Examined>> {
  const found = new Map<AuditClass, Examined>();
  const bias = await examineAllBias(inputs, policy, ports);
  if (bias.length > 0) found.set("bias", together(bias));
  const privacy = gatesOf("privacy", USUAL_PRIVACY_GATES, inputs, policy);
  const { examinePrivacy } = await import("./audit-model/examine-privacy.ts");
  const parts = await examinePrivacy(inputs, privacy, ports);
  if (parts.length > 0) {
    privacy.checkAsked();
    found.set("privacy", together(parts));
  }
  if (inputs.probed !== undefined) {
    const safety = gatesOf("safety", USUAL_SAFETY_GATES, inputs, policy);
    const { examineSafety } = await import("./audit-model/examine-safety.ts");
    found.set("safety", await examineSafety(inputs.probed, inputs, safety, ports));
    safety.checkAsked();
  }
  return found;
}

/** The bias between groups, and that of single answers. */
async function examineAllBias(inputs: Inputs, policy: AuditPolicy, ports: Ports): Promise<readonly Examined[]> {
  const lines = gateLines("bias", inputs, policy);
  const gates = lines.filter(({ metric }) => metric !== COUNTERFACTUAL_METRIC);
  const single = lines.filter(({ metric }) => metric === COUNTERFACTUAL_METRIC);
  if (single.length > 0 && inputs.bias !== undefined && inputs.counterfactual === undefined) {
    throw new UserError(`the gate of ${COUNTERFACTUAL_METRIC} was given without counterfactual`);
  }
  const parts: Examined[] = [];
  if (inputs.candidate !== undefined) {
    const asked = { attributes: attributesOf(inputs, policy), gates };
    parts.push(await examineBias(inputs.candidate, inputs, asked, ports));
  }
  if (inputs.counterfactual !== undefined) {
    const usual = parseGateLines(USUAL_COUNTERFACTUAL_GATES, inputs.minimum);
    const { gateOf } = createGates(single, usual, inputs.minimum);
    const { examineCounterfactual } = await import("./audit-model/examine-counterfactual.ts");
    parts.push(await examineCounterfactual(inputs.counterfactual, inputs, gateOf(COUNTERFACTUAL_METRIC), ports));
  }
  return parts;
}

function gatesOf(kind: AuditClass, usual: readonly string[], inputs: Inputs, policy: AuditPolicy) {
  const { minimum } = inputs;
  return createGates(gateLines(kind, inputs, policy), parseGateLines(usual, minimum), minimum);
}

/** Evidence of one class, or of the checklist. */
interface Judged {
  readonly kind: AuditClass | "checklist";
  readonly name: string;
  readonly statement: Statement<AuditPredicate> | Statement<ChecklistPredicate>;
}

async function checklistOf(inputs: Inputs, audits: readonly Judged[], ports: Ports): Promise<Judged | null> {
  if (inputs.checklist === undefined) return null;
  const { judgeChecklist } = await import("./audit-model/judge-checklist.ts");
  const statement = await judgeChecklist(inputs, audits, ports);
  return statement === null ? null : { kind: "checklist", name: "audit-model.checklist.json", statement };
}

/** One line of verdict a class: none makes up for another. */
function outcomeOf(judged: readonly Judged[]): Outcome<keyof typeof OUTPUTS> {
  const sections = judged.map(({ kind, statement }) =>
    kind === "checklist" ? reportChecklist(statement) : reportAudit(statement),
  );
  const worst = judged.toSorted((a, b) => rankOf(b) - rankOf(a));
  const [first] = worst;
  if (first === undefined) throw nothingAsked();
  const { verdict, reasonCode, headline } = first.statement.predicate;
  const verdictOf = (kind: Judged["kind"]) =>
    judged.find((other) => other.kind === kind)?.statement.predicate.verdict ?? "";
  return {
    verdict,
    reasonCode,
    headline: `${first.kind}: ${headline}`,
    outputs: {
      bias: verdictOf("bias"),
      privacy: verdictOf("privacy"),
      safety: verdictOf("safety"),
      checklist: verdictOf("checklist"),
      attached: "",
    },
    evidence: judged.map(({ name, statement }) => ({ name, statement })),
    summary: composeReport(sections, { tool: TOOL, commit: null, evidenceFiles: judged.length }).blocks,
    annotations: worst.flatMap(annotationsOf),
  };
}

function rankOf({ statement }: Judged): number {
  return VERDICTS.indexOf(statement.predicate.verdict);
}

/** What only informs is in the summary. */
function annotationsOf({ statement }: Judged): readonly Annotation[] {
  const findings: readonly (Finding & { readonly gate?: { readonly limits: readonly unknown[] } })[] =
    statement.predicate.findings;
  return findings.flatMap(({ verdict, headline, gate }): Annotation[] => {
    if (verdict === "pass" || gate?.limits.length === 0) return [];
    return [{ level: verdict === "fail" ? "error" : "warning", message: headline }];
  });
}

function nothingAsked(): UserError {
  return new UserError("there is nothing to audit", {
    remedy:
      "Give `candidate` or `counterfactual` (bias), `losses`, `target-scores`, `canaries`, `probes`, `released`, `ledger` or `texts` (privacy), `probed` (safety), or `checklist`.",
  });
}
