import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BenchRow } from "./bench-row.ts";
import { bundleEntry, sizeRow } from "./flags/bundled-entry.ts";
import { loadContender } from "./flags/contenders.ts";
import { evaluationRows } from "./flags/evaluations.ts";
import { firstAnswerRows } from "./flags/first-answers.ts";
import { installPeers } from "./flags/install-peers.ts";
import { expectSameAnswers } from "./flags/same-answers.ts";

/** The resolver as one minified file beside flagd-core and GrowthBook: equal flags, each in processes of its own, in turn. */
export async function bench(): Promise<BenchRow[]> {
  await using folder = await mkdtempDisposable(join(tmpdir(), "airworthy-bench-"));
  const file = await bundleEntry(folder.path);
  const peers = await installPeers();
  const ours = await loadContender("ours", file);
  expectSameAnswers(ours, await loadContender("flagd-core", peers), true);
  expectSameAnswers(ours, await loadContender("growthbook", peers), false);
  const places = { ours: file, "flagd-core": peers, growthbook: peers };
  return [...(await evaluationRows(places)), ...(await firstAnswerRows(places)), await sizeRow(file)];
}
