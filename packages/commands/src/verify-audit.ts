import { resolve } from "node:path";
import { toCsv } from "@airworthy/rollout";
import { defineCommand } from "@airworthy/runtime";
import { writeWhole } from "@airworthy/storage";
import { AUDIT_LOG_OUTPUTS, auditOutcome } from "./verify-audit/audit-outcome.ts";
import { examineLog } from "./verify-audit/examine-log.ts";
import { AUDIT_LOG_INPUTS } from "./verify-audit/inputs.ts";

export const verifyAudit = defineCommand({
  name: "verify-audit",
  summary:
    "Verify the audit log of rollouts and promotions: every edit, removal, reorder and fork, each with its line.",
  permissions: [{ scope: "contents", access: "read", reason: "Only with `ref`, to check out the whole history." }],
  triggers: ["pull_request", "push", "schedule", "workflow_dispatch"],
  writesEvidence: false,
  inputs: AUDIT_LOG_INPUTS,
  outputs: AUDIT_LOG_OUTPUTS,
  async run(inputs, ports) {
    const examined = await ports.log.group("Verify the audit log", () => examineLog(inputs, ports));
    const isBroken = examined.findings.some(({ verdict }) => verdict === "fail" || verdict === "error");
    // A table of a log that does not hold would pass for one that does.
    const csv = isBroken ? undefined : inputs.csv;
    if (csv !== undefined) await writeWhole(resolve(ports.cwd, csv), toCsv(examined.log), csv);
    return auditOutcome(examined, inputs.folder, csv ?? null);
  },
});
