import { NoEarlierVersion, type RollbackRequest } from "@airworthy/promotion";
import type { Block } from "@airworthy/report";
import type { Place } from "../place.ts";
import { type Done, promote } from "../promote.ts";
import { missingRecords } from "../records/told-records.ts";
import { rollback } from "../rollback.ts";
import { tellDone } from "../tell-done.ts";
import type { Told } from "../told.ts";
import { type Carried, lackBlocks } from "./carried.ts";
import type { Doers } from "./dispatch.ts";
import { takeRolloutBack, type Words } from "./move-rollout.ts";

/** `/promote NAME to STAGE`. */
export const promoteByComment: Doers["promote"] = async ({ command, asked }, place) => {
  const { model, stage, version, digest, confirm } = command;
  const request = { move: "promote", id: asked.id, model, stage, version, digest, confirm } as const;
  return await told(await promote(request, asked, place), place);
};

/** `/rollback NAME REASON`: of the last stage that has a version. */
export const rollbackByComment: Doers["rollback"] = async ({ command, ...words }, place) => {
  const { model, version: to, reason } = command;
  return await goBack({ move: "rollback", id: words.asked.id, model, stage: null, to, reason }, words, place);
};

/** A rollback, by comment or by inputs: where the tags know of no version to go back to, of the rollout alone. */
export async function goBack(request: RollbackRequest, words: Words, place: Place): Promise<Carried> {
  try {
    return await told(await rollback(request, words.asked, place), place);
  } catch (error) {
    const isNamed = request.to !== null;
    const back = error instanceof NoEarlierVersion && !isNamed ? await takeRolloutBack(request, words, place) : null;
    if (back === null) throw error;
    return back;
  }
}

async function told(done: Done, place: Place): Promise<Carried> {
  return answering(done, await tellDone(done, place));
}

/** What is to be told of a change, as the answer to a comment. */
export function answering({ outcome, kept }: Pick<Done, "outcome" | "kept">, said: Told): Carried {
  // Of what was not judged, as of a request that came twice, the headline says all.
  if (outcome.effect === "unchanged" && kept.length === 0) return { ...said, answer: [] };
  const gates = "gates" in outcome ? outcome.gates.filter(({ verdict }) => verdict !== "pass") : [];
  // In a fold GitHub draws no alert; and what it says is the answer's first sentence.
  const blocks = said.blocks.filter(({ kind }) => kind !== "alert");
  const whole: Block = { kind: "fold", summary: "Everything that was looked at", blocks };
  const missing = missingRecords(kept);
  const missingList: readonly Block[] = missing.length === 0 ? [] : [{ kind: "list", items: missing }];
  return { ...said, answer: [...lackBlocks(gates), ...missingList, whole] };
}
