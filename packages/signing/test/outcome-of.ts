import { SignatureProblem, UserError } from "@airworthy/evidence";

/** How a call ends: "accepted", a SignatureProblem's reason, "user error", or "a bug". */
export function outcomeOf(act: () => unknown): string {
  try {
    act();
    return "accepted";
  } catch (error) {
    if (error instanceof SignatureProblem) return error.reasonCode;
    return error instanceof UserError ? "user error" : `a bug: ${String(error)}`;
  }
}

/** The message and the remedy of the UserError that a call throws. */
export function userErrorOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof UserError) return `${error.message} ${error.remedy ?? ""}`;
    throw error;
  }
  return "accepted";
}
