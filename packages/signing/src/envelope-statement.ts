import { IN_TOTO_PAYLOAD, parseStatement, type Statement, UserError, type VerifiedEnvelope } from "@airworthy/evidence";
import { payloadText } from "./payload.ts";
import { signatureProblem } from "./problem.ts";
import { parseStrictJson } from "./strict-json.ts";

/**
 * The in-toto statement in a verified envelope. Its predicate is the owner's to parse. Throws a SignatureProblem
 * (wrong-payload-type, malformed-statement) where there is none.
 */
export function envelopeStatement(envelope: VerifiedEnvelope): Statement {
  if (envelope.payloadType !== IN_TOTO_PAYLOAD) {
    const type = JSON.stringify(envelope.payloadType.slice(0, 100));
    throw signatureProblem("wrong-payload-type", `what was signed is of type ${type}; ${IN_TOTO_PAYLOAD} is allowed`);
  }
  try {
    const text = payloadText(envelope.payload);
    parseStrictJson(text);
    return parseStatement(text, "the signed statement");
  } catch (cause) {
    if (!(cause instanceof UserError || cause instanceof SyntaxError || cause instanceof TypeError)) throw cause;
    throw signatureProblem("malformed-statement", `the signed statement is not valid: ${cause.message}`, cause);
  }
}
