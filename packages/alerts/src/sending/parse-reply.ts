import * as v from "valibot";
import { DeliveryProblem } from "./delivery-problem.ts";
import type { Reply } from "./post.ts";

/** A reply's JSON as the schema's type. Throws a DeliveryProblem for anything else. */
export function parseReply<S extends v.GenericSchema>(schema: S, { text }: Reply): v.InferOutput<S> {
  const result = v.safeParse(schema, parseJson(text));
  if (result.success) return result.output;
  throw new DeliveryProblem("the answer is not what the service documents");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
