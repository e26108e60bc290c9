import { join, resolve } from "node:path";
import { UserError } from "@airworthy/evidence";
import { formatCounted } from "@airworthy/report";
import {
  AUDIT_FILE,
  type AuditLog,
  checkSignatures,
  compareLogs,
  type LogFinding,
  MOST_LOG_BYTES,
  ROLLOUTS_FILE,
  readCurrent,
  readLog,
  verifyLog,
} from "@airworthy/rollout";
import type { Ports } from "@airworthy/runtime";
import { readTextFile } from "@airworthy/storage";
import { openBundle, readTrust, trustsSomebody } from "../verify-model/trust.ts";
import { checkVersions } from "./check-versions.ts";
import type { AuditLogInputs } from "./inputs.ts";
import { readAnchors } from "./read-anchors.ts";
import { type AuditFolder, readFolder } from "./read-folder.ts";

export interface ExaminedLog {
  readonly log: AuditLog;
  readonly findings: readonly LogFinding[];
  /** What the log was held against beside the files of its folder, for people. */
  readonly against: readonly string[];
}

/** Verifies a folder's log against all that the inputs name. Throws a UserError for what is not there or cannot be read. */
export async function examineLog(inputs: AuditLogInputs, ports: Ports): Promise<ExaminedLog> {
  const folder = await readFolder(inputs.folder, ports.cwd);
  const anchors = await readAnchors(inputs.evidence, ports.cwd);
  const { log, findings } = verifyFolder(folder, anchors);
  const signatures = await readSignatures(log, inputs, ports);
  const copy = inputs.against === undefined ? [] : await compareCopy(log, inputs.against, ports.cwd);
  const path = join(inputs.folder, AUDIT_FILE);
  const history = inputs.ref === undefined ? null : await checkVersions(inputs.ref, path, folder.log, ports);
  return {
    log,
    findings: [...findings, ...signatures.findings, ...copy, ...(history?.findings ?? [])],
    against: [
      ...(anchors.length === 0 ? [] : [formatCounted(anchors.length, "evidence file")]),
      ...(signatures.verified ? ["signatures"] : []),
      ...(inputs.against === undefined ? [] : [inputs.against]),
      ...(history === null ? [] : [`${formatCounted(history.versions, "version")} of ${inputs.ref}`]),
    ],
  };
}

/** The log of a folder with what its own files say against it, and what earlier evidence does. */
export function verifyFolder(
  { log: text, texts }: AuditFolder,
  anchors: Parameters<typeof verifyLog>[1]["anchors"],
): Pick<ExaminedLog, "log" | "findings"> {
  const { problems, ...current } = readCurrent(texts);
  const log = readLog(text ?? "");
  const findings = [...problems, ...verifyLog(log, { ...current, anchors })];
  if (text !== null || texts.rollouts !== null) return { log, findings };
  const message = `there is no ${AUDIT_FILE} and no ${ROLLOUTS_FILE} in the folder`;
  return { log, findings: [...findings, { verdict: "inconclusive", reasonCode: "no-log", line: null, message }] };
}

async function readSignatures(log: AuditLog, inputs: AuditLogInputs, ports: Ports) {
  const trust = await readTrust(inputs, ports);
  const required = inputs["require-signature"];
  const verified = trustsSomebody(trust);
  if (required && !verified) {
    throw new UserError("require-signature: nobody was named to verify signatures with", {
      remedy: "Give key, certificates, or identity and identity-issuer.",
    });
  }
  const open = verified ? (bundle: string, where: string) => openBundle(bundle, where, trust) : null;
  return { findings: await checkSignatures(log, { open, required }), verified };
}

async function compareCopy(log: AuditLog, name: string, cwd: string): Promise<readonly LogFinding[]> {
  const copy = await readTextFile(resolve(cwd, name), name, MOST_LOG_BYTES);
  if (copy === "") {
    throw new UserError(`against: ${JSON.stringify(name)} is empty: there is nothing to hold the log against`, {
      remedy: "Give a copy that has entries, or leave the input out.",
    });
  }
  return compareLogs(log, readLog(copy), name);
}
