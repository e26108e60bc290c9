import { allHold } from "@airworthy/promotion";
import { admitToAny, readStages } from "./admission.ts";
import { carried, refusedBy } from "./carried.ts";
import type { Doers } from "./dispatch.ts";

/** `/feedback CASE wrong`: anybody may tell. It stays where it is, for collect-feedback to gather; a reaction says that it was seen. */
export const feedbackByComment: Doers["feedback"] = async ({ command, text, asked }, place) => {
  const { policy } = await readStages(place);
  const gates = await admitToAny({ verb: "feedback", text, asked }, policy.stages, policy, place);
  if (!allHold(gates)) return refusedBy(gates, "The feedback does not count");
  return carried("noted", `Feedback on ${command.case} is noted: collect-feedback gathers it.`);
};
