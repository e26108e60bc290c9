import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { auditModel } from "@airworthy/commands";
import { parseAudit } from "@airworthy/governance";
import { silentPorts } from "./silent-ports.ts";

type Given = Partial<Parameters<typeof auditModel.run>[0]>;

const NOTHING = {
  candidate: undefined,
  baseline: undefined,
  attributes: undefined,
  counterfactual: undefined,
  references: undefined,
  bias: undefined,
  task: "classification",
  positive: undefined,
  cluster: undefined,
  "suppress-below": 5,
  top: 10,
  losses: undefined,
  "baseline-losses": undefined,
  "target-scores": undefined,
  "shadow-scores": undefined,
  "baseline-target-scores": undefined,
  "baseline-shadow-scores": undefined,
  canaries: undefined,
  "baseline-canaries": undefined,
  probes: undefined,
  "baseline-probes": undefined,
  released: undefined,
  "baseline-released": undefined,
  "quasi-identifiers": undefined,
  sensitive: undefined,
  ledger: undefined,
  "baseline-ledger": undefined,
  texts: undefined,
  "baseline-texts": undefined,
  privacy: undefined,
  salt: undefined,
  probed: undefined,
  capabilities: undefined,
  safety: undefined,
  checklist: undefined,
  evidence: [],
  "sign-offs": ".airworthy/sign-offs.yml",
  exceptions: ".airworthy/exceptions.yml",
  minimum: 30,
  level: 0.95,
  resamples: 200,
  seed: 7,
  config: undefined,
  token: undefined,
  package: undefined,
  "baseline-package": undefined,
  "candidate-name": undefined,
  "candidate-version": undefined,
  "baseline-name": undefined,
  "baseline-version": undefined,
} as const;

/** Audits files in a folder of their own, with what is given and nothing else. */
export async function runAudit(files: Readonly<Record<string, string>>, given: Given) {
  const folder = await mkdtemp(join(tmpdir(), "airworthy-audit-"));
  try {
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    return await auditModel.run({ ...NOTHING, ...given }, silentPorts(folder));
  } finally {
    await rm(folder, { recursive: true });
  }
}

export function predicateOf({ evidence }: Awaited<ReturnType<typeof runAudit>>, index: number) {
  const file = evidence[index];
  if (file === undefined) throw new Error(`there is no evidence ${index}`);
  return parseAudit(file.statement);
}
