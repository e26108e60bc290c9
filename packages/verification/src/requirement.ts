import { type Check, type CheckKind, UserError } from "@airworthy/evidence";

/** What can be required of a package; its manifest and files are checked in any case. */
export const REQUIRABLE = [
  "signature",
  "provenance",
  "bill-of-materials",
  "model-card",
  "evidence",
  "checklist",
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
    const message = `is required, ${first === undefined ? "and there is none" : whyNot(first)}`;
    return [{ kind, subject: kind.replaceAll("-", " "), verdict: "fail", reasonCode, message }];
  });
}

/** A checklist is more than there: it holds or does not, which its own words tell. */
function whyNot({ kind, message }: Check): string {
  return kind === "checklist" ? `and ${message}` : `and none could be verified: ${message}`;
}
