import { UserError } from "@airworthy/evidence";
import { orderScores, type ScoreOrder } from "@airworthy/stats";

/** What an attacker holds: a score a row that is higher where the row more likely was in the training data. */
export interface AttackScores {
  /** What the scores are of, for messages: "candidate.jsonl". */
  readonly name: string;
  /** 1 where the row was in the training data. */
  readonly isMember: Uint8Array;
  readonly scores: Float64Array;
}

/** An attack at each of its thresholds: "in the training data" is said of all rows that score at least as high. */
export interface Attack extends AttackScores {
  readonly members: number;
  readonly others: number;
  readonly order: ScoreOrder;
  /** By falling threshold, one for each different score: how many members, and how many others, score at least as high. */
  readonly truePositives: Uint32Array;
  readonly falsePositives: Uint32Array;
  /** The thresholds' own scores. */
  readonly thresholds: Float64Array;
}

/** Sorts once; O(n log n). Throws a UserError for a score that is NaN. */
export function createAttack(attack: AttackScores): Attack {
  const { name, isMember, scores } = attack;
  const wrong = scores.findIndex(Number.isNaN);
  if (wrong >= 0) throw new UserError(`${name}, row ${wrong + 1}: NaN was given; a number is allowed`);
  const order = orderScores(scores);
  const truePositives = new Uint32Array(scores.length);
  const falsePositives = new Uint32Array(scores.length);
  const thresholds = new Float64Array(scores.length);
  let [members, others, count] = [0, 0, 0];
  for (let place = scores.length - 1; place >= 0; place--) {
    const row = order.rows[place] ?? 0;
    if (isMember[row] === 1) members++;
    else others++;
    const isLastOfTie = place === 0 || order.endsTie[place - 1] === 1;
    if (!isLastOfTie) continue;
    truePositives[count] = members;
    falsePositives[count] = others;
    thresholds[count] = scores[row] ?? 0;
    count++;
  }
  return {
    ...attack,
    members,
    others,
    order,
    truePositives: truePositives.subarray(0, count),
    falsePositives: falsePositives.subarray(0, count),
    thresholds: thresholds.subarray(0, count),
  };
}

/** What an attack gets right and wrong at one threshold. */
export interface AttackCounts {
  readonly truePositives: number;
  readonly falsePositives: number;
}

/** At the lowest threshold that at most `most` others reach: none of either where the first tie holds more. O(log n). */
export function countsAtMost({ truePositives, falsePositives }: Attack, most: number): AttackCounts {
  let low = 0;
  let high = falsePositives.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((falsePositives[middle] ?? 0) <= most) low = middle + 1;
    else high = middle;
  }
  return { truePositives: truePositives[low - 1] ?? 0, falsePositives: falsePositives[low - 1] ?? 0 };
}
