import type { Context } from "../index.ts";
import type { FailureCode } from "./answer.ts";

export type ContextRead =
  | { readonly context: Context }
  | { readonly errorCode: FailureCode; readonly errorDetails: string };

/**
 * The evaluation context of a request's body, `{"context":{"targetingKey":…,…}}`. OFREP's schema demands a targeting key,
 * its own clients send contexts without one; so what needs none is answered, and what does says that it is missing.
 */
export function readContext(body: string): ContextRead {
  const parsed = parse(body);
  if (parsed === undefined) return { errorCode: "PARSE_ERROR", errorDetails: "the body is not JSON" };
  const context =
    isRecord(parsed.value) && Object.hasOwn(parsed.value, "context") ? parsed.value["context"] : undefined;
  if (!isRecord(context)) return invalid('the body is to be {"context":{…}}');
  const key = Object.hasOwn(context, "targetingKey") ? context["targetingKey"] : undefined;
  if (key !== undefined && typeof key !== "string") return invalid("context.targetingKey is not a text");
  return { context };
}

function invalid(errorDetails: string): ContextRead {
  return { errorCode: "INVALID_CONTEXT", errorDetails };
}

function parse(body: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(body) };
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
