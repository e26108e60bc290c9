import { VOID_WORDS, voidReason } from "./judge-signature.ts";
import type { ChecklistPredicate } from "./predicate.ts";

/** The sign-offs and exceptions that change nothing, and why: a typing error in a line's id should not go unseen. */
export function idleEntries(predicate: ChecklistPredicate): readonly string[] {
  const { checklist, findings, signOffs, exceptions, candidate, data, asOf } = predicate;
  const ids = new Set(checklist.lines.map(({ id }) => id));
  const excepted = new Set(findings.flatMap(({ exception }) => exception?.line ?? []));
  const signatures = signOffs.flatMap((signOff) => {
    const what = `${signOff.who}'s sign-off of ${signOff.line} of ${signOff.on}`;
    if (!ids.has(signOff.line)) return [`${what}: there is no such line`];
    const reason = voidReason(signOff, { subject: candidate.sha256, data, asOf });
    return reason === null ? [] : [`${what}: ${VOID_WORDS[reason]}`];
  });
  const others = exceptions.flatMap(({ line, owner }) => {
    if (!ids.has(line)) return [`${owner}'s exception from ${line}: there is no such line`];
    return excepted.has(line) ? [] : [`${owner}'s exception from ${line}: the line holds without it`];
  });
  return [...signatures, ...others];
}
