import { join } from "node:path";
import { jsonLines, writeWhole } from "../shared/write-file.ts";
import { type LossRow, losses, type PredictionRow, predictions } from "./filter/tables.ts";
import { train, VERSIONS, type Version } from "./filter/train.ts";
import { type Exposed, learnMails, meanPerplexity, plantCanary } from "./language-model/canary.ts";
import { readMails, type SplitMails } from "./mails.ts";

export const OUTPUT = join(import.meta.dirname, "output");

export interface Tables {
  readonly predictions: readonly PredictionRow[];
  readonly losses: readonly LossRow[];
}

export interface Prepared {
  readonly mails: SplitMails;
  readonly filters: Record<Version, Tables>;
  /** How perplexed the language model is by the others' mails. */
  readonly perplexity: Record<Version, number>;
  readonly canaries: readonly Exposed[];
}

/** Trains both versions of both models, and writes what an audit of them reads. */
export async function prepare(into = OUTPUT): Promise<Prepared> {
  const mails = readMails();
  const filters = { baseline: tablesOf("baseline", mails), candidate: tablesOf("candidate", mails) };
  for (const version of ["baseline", "candidate"] as const) {
    for (const table of ["predictions", "losses"] as const) {
      await writeWhole(join(into, `${table}-${version}.jsonl`), jsonLines(filters[version][table]));
    }
  }
  const model = learnMails(mails.members);
  const perplexity = {
    baseline: meanPerplexity(model, "baseline", mails.others),
    candidate: meanPerplexity(model, "candidate", mails.others),
  };
  const canaries = plantCanary(model);
  for (const { version, insertions, rows } of canaries) {
    // A secret that is not in the data is one more reference, and nothing is exposed.
    if (insertions === 0) continue;
    await writeWhole(join(into, `canary-${insertions}-${version}.jsonl`), jsonLines(rows));
  }
  await writeWhole(join(into, "mails.jsonl"), jsonLines(mails.members));
  return { mails, filters, perplexity, canaries };
}

function tablesOf(version: Version, mails: SplitMails): Tables {
  const filter = train(mails.members, VERSIONS[version]);
  return { predictions: predictions(filter, mails), losses: losses(filter, mails) };
}

if (import.meta.main) await prepare();
