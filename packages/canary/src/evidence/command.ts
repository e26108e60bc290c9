import * as v from "valibot";
import { exposesMore, MOVES } from "./decision.ts";

/** Fits a line of a comment. */
const MOST_CHARACTERS = 300;

/**
 * The verb that moves a rollout, and words that every shell takes as they are: nothing is quoted, expanded, joined or sent
 * elsewhere. Of the other verbs some run what they are given.
 */
const COMMAND = /^npx airworthy manage-rollout( [A-Za-z0-9._/@:=-]+)+$/;

/** A command that a reader may paste. Anything but plain words is refused, whoever wrote it. */
export const commandSchema = v.pipe(
  v.string(),
  v.maxLength(MOST_CHARACTERS),
  v.regex(COMMAND, "must be `npx airworthy manage-rollout` and plain words"),
);

/** By itself it exposes nobody, but it makes way for a version that somebody went back from. */
const LIFTS_A_DENIAL = "allow";

/** Whether a command names the rollout, and no move by which more users would get the candidate. */
export function onlyStops(command: string, rollout: string): boolean {
  const words = command.split(/[ =]/);
  const refused = [...MOVES.filter(exposesMore), LIFTS_A_DENIAL];
  return words.includes(rollout) && !refused.some((move) => words.includes(move));
}
