import type { LossRow, PredictionRow } from "./tables.ts";

/** The share of mails whose prediction is their label. */
export function shareRight(rows: readonly PredictionRow[]): number {
  return rows.filter(({ label, prediction }) => label === prediction).length / rows.length;
}

/**
 * The most by which the share of members below a loss differs from that of others, over all losses: 0 by guessing, 1
 * where the two are apart (Yeom et al., Privacy Risk in Machine Learning, 2018). NaN where there are no members, or no
 * others.
 */
export function advantage(rows: readonly LossRow[]): number {
  const sorted = rows.toSorted((a, b) => a.loss - b.loss);
  const members = rows.filter(({ member }) => member).length;
  const others = rows.length - members;
  if (members === 0 || others === 0) return Number.NaN;
  let [ours, theirs, most] = [0, 0, 0];
  for (const [place, { member, loss }] of sorted.entries()) {
    if (member) ours++;
    else theirs++;
    // Equal losses are told apart by nobody.
    if (sorted[place + 1]?.loss === loss) continue;
    most = Math.max(most, Math.abs(ours / members - theirs / others));
  }
  return most;
}
