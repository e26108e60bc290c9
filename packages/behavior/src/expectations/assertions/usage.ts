import * as v from "valibot";
import { defineAssertion, type Held, heldIf } from "./check.ts";

const maxSchema = v.pipe(v.number(), v.minValue(0), v.finite("must be finite"));

export const costAssertion = defineAssertion(
  "cost",
  v.strictObject({
    cost: v.pipe(v.strictObject({ max: maxSchema }), v.description("What the answer cost at most, in US dollars.")),
  }),
  ({ cost: { max } }) => ({
    asks: false,
    words: `costs $${max} at most`,
    holds: ({ answer }) => atMost(answer.usage?.cost, max, "cost"),
  }),
);

export const latencyAssertion = defineAssertion(
  "latency",
  v.strictObject({
    latency: v.pipe(
      v.strictObject({ max: maxSchema }),
      v.description("How many milliseconds the answer took at most. A clock's word: two runs may differ in it."),
    ),
  }),
  ({ latency: { max } }) => ({
    asks: false,
    words: `takes ${max} ms at most`,
    holds: ({ answer }) => atMost(answer.usage?.milliseconds, max, "latency"),
  }),
);

function atMost(used: number | undefined, max: number, what: string): Held {
  if (used === undefined || Number.isNaN(used)) return { problem: `the answer's ${what} is not known` };
  return heldIf(used <= max);
}
