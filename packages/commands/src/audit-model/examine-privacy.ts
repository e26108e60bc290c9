import { resolve } from "node:path";
import { sha256 } from "@airworthy/evidence";
import {
  FALSE_POSITIVE_RATES,
  type Gates,
  LEAST_RUN,
  LOSS_REQUESTS,
  liraScores,
  type Measured,
  measureExposure,
  measureLedger,
  measureMembership,
  measureMemorised,
  measureRelease,
  PERPLEXITY_REQUESTS,
  parseLedger,
  probeRequests,
  readLosses,
  readPerplexities,
  readShadows,
  readTargetScores,
  SHADOW_REQUESTS,
  TARGET_REQUESTS,
} from "@airworthy/governance";
import type { Ports } from "@airworthy/runtime";
import { readSmallFile } from "@airworthy/storage";
import { align, type ColumnRequest, type Table } from "@airworthy/tables";
import { readBoth, readShownTable } from "../read-shown-table.ts";
import { examineTexts } from "./examine-texts.ts";
import type { Examined } from "./examined.ts";
import type { Inputs } from "./inputs.ts";

/** Of those that an attacker asks about, as many are members as are not. */
const MEMBER_SHARE = 0.5;

/** Every part of the audit of privacy that the inputs ask for. */
export async function examinePrivacy(inputs: Inputs, gates: Gates, ports: Ports): Promise<readonly Examined[]> {
  const parts: Examined[] = [];
  const { losses, canaries, probes, released, ledger, texts } = inputs;
  if (losses !== undefined) parts.push(await examineLosses(losses, inputs, gates, ports));
  const { "target-scores": target, "shadow-scores": shadows } = inputs;
  if (target !== undefined && shadows !== undefined)
    parts.push(await examineLira([target, shadows], inputs, gates, ports));
  if (canaries !== undefined) parts.push(await examineCanaries(canaries, inputs, gates, ports));
  if (probes !== undefined) parts.push(await examineProbes(probes, inputs, gates, ports));
  if (released !== undefined) parts.push(await examineRelease(released, inputs, gates, ports));
  if (ledger !== undefined) parts.push(await examineLedger(ledger, inputs, gates, ports));
  if (texts !== undefined) parts.push(await examineTexts(texts, inputs, gates, ports));
  return parts;
}

/** The versions are attacked on the same rows: who is a member must agree. */
async function examineLosses(losses: string, inputs: Inputs, { gateOf }: Gates, ports: Ports): Promise<Examined> {
  const tables = await readBoth(losses, inputs["baseline-losses"], LOSS_REQUESTS, ports);
  const { candidate, baseline } = align(tables.candidate, tables.baseline, ["member"]);
  const scores = baseline === null ? null : readLosses(baseline);
  const options = { ...attackOptions(inputs), attack: "loss threshold", pairing: "paired" as const, gateOf };
  return examined(measureMembership(readLosses(candidate), scores, options), tables);
}

async function examineLira(
  [target, shadows]: readonly [string, string],
  inputs: Inputs,
  { gateOf }: Gates,
  ports: Ports,
): Promise<Examined> {
  const ours = await readLira(target, shadows, ports);
  const { "baseline-target-scores": otherTarget, "baseline-shadow-scores": otherShadows } = inputs;
  const theirs =
    otherTarget === undefined || otherShadows === undefined ? null : await readLira(otherTarget, otherShadows, ports);
  const options = { ...attackOptions(inputs), attack: "LiRA", pairing: "independent" as const, gateOf };
  const measured = measureMembership(ours.scores, theirs?.scores ?? null, options);
  return { ...measured, facts: [], candidate: ours.files, baseline: theirs?.files ?? [] };
}

async function readLira(targetPath: string, shadowPath: string, ports: Ports) {
  const target = await readShownTable(
    { path: targetPath, name: targetPath, columns: TARGET_REQUESTS, like: null },
    ports,
  );
  const shadows = await readShownTable(
    { path: shadowPath, name: shadowPath, columns: SHADOW_REQUESTS, like: null },
    ports,
  );
  const options = { variant: "online", variance: "fixed" } as const;
  return {
    scores: liraScores(readTargetScores(target), readShadows(shadows, target), options),
    files: [target.file, shadows.file],
  };
}

async function examineCanaries(canaries: string, inputs: Inputs, { gateOf }: Gates, ports: Ports): Promise<Examined> {
  const tables = await readBoth(canaries, inputs["baseline-canaries"], PERPLEXITY_REQUESTS, ports);
  const baseline = tables.baseline === null ? null : readPerplexities(tables.baseline);
  const options = { level: inputs.level, gateOf };
  return examined(measureExposure(readPerplexities(tables.candidate), baseline, options), tables);
}

async function examineProbes(probes: string, inputs: Inputs, { gateOf }: Gates, ports: Ports): Promise<Examined> {
  const tables = await readBoth(probes, inputs["baseline-probes"], probeRequests(LEAST_RUN), ports);
  const options = { level: inputs.level, gateOf, leastRun: LEAST_RUN };
  return examined(measureMemorised(tables.candidate, tables.baseline, options), tables);
}

async function examineRelease(released: string, inputs: Inputs, { gateOf }: Gates, ports: Ports): Promise<Examined> {
  const quasiIdentifiers = inputs["quasi-identifiers"] ?? [];
  const sensitive = inputs.sensitive ?? [];
  const columns = [...quasiIdentifiers, ...sensitive].map((column): ColumnRequest => {
    return { kind: "category", column, allowed: [], isSet: false };
  });
  const tables = await readBoth(released, inputs["baseline-released"], columns, ports);
  const options = { level: inputs.level, gateOf, quasiIdentifiers, sensitive };
  return examined(measureRelease(tables.candidate, tables.baseline, options), tables);
}

async function examineLedger(ledger: string, inputs: Inputs, { gateOf }: Gates, ports: Ports): Promise<Examined> {
  const read = async (path: string) => {
    const text = await readSmallFile(resolve(ports.cwd, path), path);
    return { ledger: parseLedger(text, path), file: { name: path, sha256: sha256(text) } };
  };
  const ours = await read(ledger);
  const before = inputs["baseline-ledger"];
  const theirs = before === undefined ? null : await read(before);
  const measured = measureLedger(ours.ledger, theirs?.ledger ?? null, { level: inputs.level, gateOf });
  return { ...measured, facts: [], candidate: [ours.file], baseline: theirs === null ? [] : [theirs.file] };
}

function attackOptions({ level }: Inputs) {
  return { level, falsePositiveRates: FALSE_POSITIVE_RATES, memberShare: MEMBER_SHARE };
}

function examined(measured: Measured, tables: { candidate: Table; baseline: Table | null }): Examined {
  const baseline = tables.baseline === null ? [] : [tables.baseline.file];
  return { ...measured, facts: [], candidate: [tables.candidate.file], baseline };
}
