import type { Flagd } from "./flagd.ts";
import type { Reply } from "./question.ts";
import { askOurs } from "./resolver.ts";
import { CANDIDATE_VALUE, FLAG, type RolloutFile } from "./written-files.ts";

type Users = readonly Readonly<Record<string, unknown>>[];

/** Who has the candidate of a rollout while a file is served. */
export interface ServedFile {
  readonly name: string;
  /** The planned share of those that are in no segment, and the one that flagd serves. */
  readonly planned: number;
  readonly served: number;
  /** How many of all users have the candidate, as flagd answers. */
  readonly exposed: number;
  /** How many users our resolver gives another answer. */
  readonly different: number;
  /** Those who have it, by their places; 1 where they do. */
  readonly who: Uint8Array;
}

/** Serves a rollout's file by flagd and by our resolver to the same users. */
export async function serveFile(
  flagd: Flagd,
  file: RolloutFile,
  users: Users,
  inSegment: Uint8Array,
): Promise<ServedFile> {
  const question = { definition: file.text, flags: [FLAG], contexts: users };
  const [theirs, ours] = [await flagd.ask(question), askOurs(question)];
  const who = exposedBy(theirs);
  const others = who.filter((_, at) => inSegment[at] === 0);
  return {
    name: file.name,
    planned: file.share,
    served: sum(others) / others.length,
    exposed: sum(who),
    different: theirs.places.filter((place, at) => theirs.answers[place] !== ours.answers[ours.places[at] ?? -1])
      .length,
    who,
  };
}

function exposedBy({ answers, places }: Reply): Uint8Array {
  const isCandidate = answers.map((answer) => answer.startsWith(JSON.stringify([CANDIDATE_VALUE]).slice(0, -1)));
  return Uint8Array.from(places, (place) => (isCandidate[place] === true ? 1 : 0));
}

function sum(values: Uint8Array): number {
  return values.reduce((total, value) => total + value, 0);
}
