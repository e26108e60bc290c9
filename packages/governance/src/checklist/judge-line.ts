import { type Answer, type EvidenceRef, type Fact, judgeQuery } from "@airworthy/clearance";
import { compareCodePoints, type Verdict } from "@airworthy/evidence";
import type { Checklist, ChecklistLine } from "./checklist.ts";
import type { ChecklistException } from "./exception-file.ts";
import { type Signed, VOID_WORDS, voidReason } from "./judge-signature.ts";
import type { SignOff } from "./sign-off-file.ts";

/**
 * How a line stands. `met`: by evidence; `signed`: by a person, and by evidence where that is asked too; `not-met`: evidence
 * says so; `open`: nobody answered; `void`: who signed did so for something else; `excepted` and `expired`: it does not
 * hold, which was accepted, until a day to come or past.
 */
export const LINE_STATES = ["met", "signed", "excepted", "open", "void", "not-met", "expired"] as const;

export type LineState = (typeof LINE_STATES)[number];

/** `unproven`: the evidence that it is said to hold by is not here. Only its reader can tell; evidence never says so of itself. */
export const SHOWN_STATES = [...LINE_STATES, "unproven"] as const;

export type ShownState = (typeof SHOWN_STATES)[number];

/** All that the lines are judged by. */
export interface Judged extends Signed {
  readonly facts: readonly Fact[];
  readonly signOffs: readonly SignOff[];
  readonly exceptions: readonly ChecklistException[];
}

export interface JudgedLine {
  readonly state: LineState;
  readonly reasonCode: string;
  /** Why, without a full stop at its end. Untrusted text. */
  readonly why: string;
  readonly evidence: readonly EvidenceRef[];
  /** The sign-offs that hold. */
  readonly signedBy: readonly SignOff[];
  /** The exception from it, where it needs one. */
  readonly exception: ChecklistException | null;
}

/** How a line stands by evidence and signatures, and, where that is not enough, by an exception. */
export function judgeLine(line: ChecklistLine, judged: Judged): JudgedLine {
  const found = withoutException(line, judged);
  if (holds(found.state)) return found;
  const exception = judged.exceptions.find((one) => one.line === line.id);
  if (exception === undefined) return found;
  const { owner, reason, expires } = exception;
  const isInForce = expires >= judged.asOf;
  return {
    ...found,
    exception,
    state: isInForce ? "excepted" : "expired",
    reasonCode: isInForce ? "excepted" : "exception-expired",
    why: `${found.why}; ${owner} ${isInForce ? "accepts" : "accepted"} it until ${expires}: ${reason}`,
  };
}

/** What a state comes to. */
export function lineVerdict(
  state: ShownState,
  { required }: Pick<ChecklistLine, "required">,
  { unanswered }: Pick<Checklist, "unanswered">,
): Verdict {
  if (holds(state)) return "pass";
  if (state === "excepted" || !required) return "warn";
  return state === "open" || state === "void" || state === "unproven" ? unanswered : "fail";
}

/** Whether the line is answered, and nobody had to accept that it is not. */
export function holds(state: ShownState): boolean {
  return state === "met" || state === "signed";
}

function withoutException(line: ChecklistLine, judged: Judged): JudgedLine {
  const answers = line.evidence.map((query) => judgeQuery(query, judged.facts, judged));
  const wrong =
    answers.find(({ answered }) => answered === "not-met") ?? answers.find(({ answered }) => answered === "open");
  const signed = line.signOff ? signatures(line, judged) : null;
  const signedBy = signed?.signedBy ?? [];
  const rest = { evidence: refsOf(wrong === undefined ? answers : [wrong]), signedBy, exception: null };
  if (wrong !== undefined) {
    const state = wrong.answered === "not-met" ? "not-met" : "open";
    return { ...rest, state, reasonCode: wrong.reasonCode, why: wrong.text };
  }
  if (signed !== null) return { ...rest, ...signed };
  return { ...rest, state: "met", reasonCode: "answered", why: answers.map(({ text }) => text).join("; ") };
}

function signatures({ id }: ChecklistLine, judged: Judged): Omit<JudgedLine, "evidence" | "exception"> {
  const all = judged.signOffs
    .filter(({ line }) => line === id)
    .map((signOff) => ({ signOff, reason: voidReason(signOff, judged) }));
  const signedBy = all.filter(({ reason }) => reason === null).map(({ signOff }) => signOff);
  if (signedBy.length > 0) {
    const why = signedBy.map(({ who, on }) => `signed by ${who} on ${on}`).join("; ");
    return { state: "signed", reasonCode: "signed", why, signedBy };
  }
  const [last] = all.toSorted((a, b) => compareCodePoints(b.signOff.on, a.signOff.on));
  if (last === undefined || last.reason === null) {
    return { state: "open", reasonCode: "not-signed", why: "nobody has signed", signedBy };
  }
  const why = `${last.signOff.who} signed on ${last.signOff.on}, ${VOID_WORDS[last.reason]}`;
  return { state: "void", reasonCode: `signed-${last.reason}`, why, signedBy };
}

function refsOf(answers: readonly Answer[]): readonly EvidenceRef[] {
  return [...new Map(answers.flatMap(({ by }) => by).map((ref) => [ref.sha256, ref])).values()];
}
