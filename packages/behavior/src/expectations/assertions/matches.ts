import * as v from "valibot";
import { compilePattern, patternProblem } from "../pattern.ts";
import { defineAssertion, heldIf } from "./check.ts";

/** An engine of linear time reads this in some tens of milliseconds at worst. */
const LONGEST_ANSWER = 65_536;

export const matchesAssertion = defineAssertion(
  "matches",
  v.strictObject({
    matches: v.pipe(
      v.string(),
      v.nonEmpty("must not be empty"),
      v.check(
        (source) => patternProblem(source) === null,
        ({ input }) => patternProblem(input) ?? "",
      ),
      v.description("A regular expression in RE2's syntax; any part of the answer may match."),
    ),
    "ignore-case": v.pipe(v.optional(v.boolean(), false), v.description("Upper and lower case are the same.")),
  }),
  (spec) => {
    const pattern = compilePattern(spec.matches, { ignoreCase: spec["ignore-case"] });
    return {
      asks: false,
      words: `matches ${JSON.stringify(spec.matches)}`,
      holds({ answer: { prediction } }) {
        // Of a part of an answer `not` would tell nothing.
        if (prediction.length > LONGEST_ANSWER) {
          return { problem: `the answer has ${prediction.length} characters; patterns read ${LONGEST_ANSWER} at most` };
        }
        return heldIf(pattern.test(prediction));
      },
    };
  },
);
