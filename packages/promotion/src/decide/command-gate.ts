import { isSameName } from "../people.ts";
import type { PromotionPolicy } from "../policy/policy.ts";
import { durationInWords, timeInWords } from "../words/plain.ts";
import type { BasicFacts } from "./facts.ts";
import { failed, type Gate, open, passed } from "./gate.ts";

/** Clocks of machines differ. */
const CLOCKS_DIFFER_SECONDS = 60;

/** That the words are those of who asks: nobody edited them, and nobody else runs them again. */
export function ownWordsGate({ actor, askedIn }: BasicFacts): Gate {
  if (!isSameName(actor.login, askedIn.author)) {
    const whose = askedIn.kind === "comment" ? "the comment is" : "the run is";
    return failed("command", "other-author", `${whose} ${askedIn.author}'s, not ${actor.login}'s`);
  }
  if (askedIn.isEdited) return failed("command", "edited", "the comment was edited: write the command anew");
  return passed("command", "own-words", `${askedIn.author} asks`);
}

/** The same, and that it was asked for just now. */
export function commandGate(facts: BasicFacts, policy: PromotionPolicy, again: string): Gate {
  const own = ownWordsGate(facts);
  if (own.verdict !== "pass") return { ...own, command: again };
  const { askedIn, now } = facts;
  const age = (Date.parse(now) - Date.parse(askedIn.on)) / 1_000;
  const when = timeInWordsOf(askedIn.on);
  if (!(age >= -CLOCKS_DIFFER_SECONDS)) {
    return failed("command", "from-the-future", `it is of ${when}, which is yet to come`);
  }
  if (age <= policy.commandFreshSeconds) return passed("command", "fresh", `${askedIn.author} asks, on ${when}`);
  const holds = durationInWords(policy.commandFreshSeconds);
  return open("command", "stale", `it was asked for on ${when}; a command holds for ${holds}`, again);
}

function timeInWordsOf(on: string): string {
  return Number.isNaN(Date.parse(on)) ? "no time" : timeInWords(on);
}
