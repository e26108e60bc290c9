/** An HTTP answer, before it is written in the terms of a server. Header names are in lower case. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON, or nothing. */
  readonly body: string;
}

/** What OFREP 0.3.0 lets an evaluation fail with; FLAG_NOT_FOUND goes with status 404, the others with 400. */
export type FailureCode = "PARSE_ERROR" | "TARGETING_KEY_MISSING" | "INVALID_CONTEXT" | "GENERAL" | "FLAG_NOT_FOUND";

/** A failure as OFREP's schemas `evaluationFailure`, `flagNotFound` and, without a key, `bulkEvaluationFailure` have it. */
export interface Failure {
  readonly key?: string;
  readonly errorCode: FailureCode;
  readonly errorDetails: string;
}

const JSON_HEADERS = {
  "content-type": "application/json; charset=utf-8",
  // Flag values may be text that a browser would otherwise take for a page.
  "x-content-type-options": "nosniff",
};

/** An answer of JSON text. */
export function jsonAnswer(status: number, body: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers: { ...JSON_HEADERS, ...headers }, body };
}

/** An answer that says why there is no other, in the words of OFREP's `generalErrorResponse`. */
export function refusal(status: number, errorDetails: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return jsonAnswer(status, JSON.stringify({ errorCode: "GENERAL", errorDetails }), headers);
}

/** An answer of one failure. */
export function failureAnswer(failure: Failure): Answer {
  return jsonAnswer(failure.errorCode === "FLAG_NOT_FOUND" ? 404 : 400, JSON.stringify(failure));
}
