import { type Check, type CheckKind, UserError } from "@airworthy/evidence";

/** What can be required of a package; its manifest and files are checked in any case. */
export const REQUIRABLE = [
  "signature",
  "provenance",
  "bill-of-materials",
  "model-card",
  "evidence",
] as const satisfies readonly CheckKind[];

export type Requirement = (typeof REQUIRABLE)[number];

/** What the user requires, each once. Throws a UserError for a word that is none of REQUIRABLE. */
export function parseRequirements(words: readonly string[]): readonly Requirement[] {
  return REQUIRABLE.filter((kind) => {
    const unknown = words.find((word) => !REQUIRABLE.some((known) => known === word));
    if (unknown === undefined) return words.includes(kind);
    throw new UserError(
      `require: ${JSON.stringify(unknown.slice(0, 100))} was given; ${REQUIRABLE.join(", ")} are allowed`,
    );
  });
}

/** A failing check for whatever is required and did not pass; where it is there and failed, that failure says enough. */
export function checkRequirements(required: readonly Requirement[], checks: readonly Check[]): Check[] {
  return required.flatMap((kind): Check[] => {
    const own = checks.filter((check) => check.kind === kind);
    if (own.some(({ verdict }) => verdict === "pass" || verdict === "fail" || verdict === "error")) return [];
    const [first] = own;
    const reasonCode = first?.reasonCode ?? `${kind}-missing`;
    const why = first === undefined ? "and there is none" : `and none could be verified: ${first.message}`;
    const message = `is required, ${why}`;
    return [{ kind, subject: kind.replaceAll("-", " "), verdict: "fail", reasonCode, message }];
  });
}
