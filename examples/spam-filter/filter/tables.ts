import type { Mail, SplitMails } from "../mails.ts";
import { type Filter, probability } from "./train.ts";
import { placesOf } from "./words.ts";

/** A row of a prediction table. */
export interface PredictionRow {
  readonly id: string;
  readonly label: Mail["label"];
  readonly prediction: Mail["label"];
  /** How likely it is spam. */
  readonly score: number;
}

/** A row of a table of losses: an attacker has the loss, and wants to know whether the filter learned from the mail. */
export interface LossRow {
  readonly id: string;
  readonly member: boolean;
  /** Cross-entropy in nats. */
  readonly loss: number;
}

/** What a filter says of mails that it did not learn from. */
export function predictions(filter: Filter, { others }: SplitMails): PredictionRow[] {
  return others.map(({ id, label, text }) => {
    const score = probability(filter, placesOf(text));
    return { id, label, prediction: score >= 0.5 ? "spam" : "ham", score };
  });
}

/** How wrong a filter is on each mail, those that it learned from first. */
export function losses(filter: Filter, { members, others }: SplitMails): LossRow[] {
  const row = (member: boolean) => (mail: Mail) => ({ id: mail.id, member, loss: loss(filter, mail) });
  return [...members.map(row(true)), ...others.map(row(false))];
}

/** At most about 745, the logarithm of the least double. */
function loss(filter: Filter, { label, text }: Mail): number {
  const spam = probability(filter, placesOf(text));
  return -Math.log(Math.max(Number.MIN_VALUE, label === "spam" ? spam : 1 - spam));
}
