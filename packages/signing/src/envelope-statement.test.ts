import { createStatement, formatStatement, IN_TOTO_PAYLOAD, type VerifiedEnvelope } from "@airworthy/evidence";
import { expect, test } from "vitest";
import { outcomeOf } from "../test/outcome-of.ts";
import { envelopeStatement } from "./envelope-statement.ts";

const STATEMENT = createStatement({ name: "m", digest: { sha256: "a".repeat(64) } }, "https://example.com/x/v1", {
  a: 1,
});
const TEXT = formatStatement(STATEMENT);

function envelope(payload: string | Uint8Array, payloadType = IN_TOTO_PAYLOAD): VerifiedEnvelope {
  return { payloadType, payload: Buffer.from(payload), method: "key", signer: "x", signedOn: null };
}

const outcome = (...given: Parameters<typeof envelope>) => outcomeOf(() => envelopeStatement(envelope(...given)));

test("a statement comes out as it went in", () => {
  expect(envelopeStatement(envelope(TEXT))).toEqual(STATEMENT);
});

test("another payload type is refused, whatever it holds", () => {
  expect(outcome(TEXT, "application/json")).toBe("wrong-payload-type");
});

test("what is no statement is refused as what was signed, not as the user's doing", () => {
  for (const text of [
    "",
    "null",
    "{",
    "{}",
    TEXT.replace("Statement/v1", "Statement/v2"),
    TEXT.replace('"a": 1', '"a": 1, "a": 2'),
  ]) {
    expect(outcome(text), text).toBe("malformed-statement");
  }
  expect(outcome(Buffer.from([0x7b, 0xff, 0x7d]))).toBe("malformed-statement");
});
