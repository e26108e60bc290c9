/**
 * What OFREP 0.3.0 (open-feature/protocol, service/openapi.yaml at d1a63a4) demands of answers, as JSON Schema. Its `oneOf` of
 * values is left out: as published it allows no value at all, since every object is a `codeDefaultFlag`, too.
 */
const metadata = { type: "object", additionalProperties: { type: ["boolean", "string", "number"] } };
const key = { type: "string" };

export const SUCCESS = {
  type: "object",
  required: ["key", "reason"],
  properties: {
    key,
    value: { type: ["boolean", "string", "number", "object"] },
    reason: { enum: ["STATIC", "TARGETING_MATCH", "SPLIT", "DISABLED", "UNKNOWN"] },
    variant: { type: "string" },
    metadata,
  },
};

export const FAILURE = {
  type: "object",
  required: ["key", "errorCode"],
  properties: {
    key,
    errorCode: { enum: ["PARSE_ERROR", "TARGETING_KEY_MISSING", "INVALID_CONTEXT", "GENERAL"] },
    errorDetails: { type: "string" },
    metadata,
  },
};

export const NOT_FOUND = {
  type: "object",
  required: ["key", "errorCode"],
  properties: { key, errorCode: { enum: ["FLAG_NOT_FOUND"] }, errorDetails: { type: "string" } },
};

export const BULK_SUCCESS = {
  type: "object",
  required: ["flags"],
  properties: {
    flags: { type: "array", items: { oneOf: [SUCCESS, FAILURE] } },
    metadata,
  },
};

export const BULK_FAILURE = {
  type: "object",
  required: ["errorCode"],
  properties: { errorCode: { type: "string" }, errorDetails: { type: "string" } },
};
