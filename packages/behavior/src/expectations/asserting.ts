import type { Case, Expected } from "../cases/case.ts";
import type { Asserted, Check } from "./assertions/check.ts";
import { EXPECTED } from "./assertions/expected-text.ts";
import type { Expectation } from "./expectation.ts";
import { expectedTexts } from "./labelled.ts";

/** Every answer holds to a check. `{expected}` in it stands for what the case, else the test, expects. */
export function assertingExpectation(check: Check, testExpects: Expected | null): Expectation {
  const textsOf = (item: Case) => expectedTexts(item.expected ?? testExpects);
  return {
    judge(item, answers) {
      const expected = textsOf(item);
      const asserted = answers.map((answer, at): Asserted => ({ answer, input: item.inputs[at] ?? "", expected }));
      return check.asks
        ? Promise.all(asserted.map((one) => check.holds(one)))
        : asserted.map((one) => check.holds(one));
    },
    describe: (item) => check.words.replaceAll(EXPECTED, () => textsOf(item)?.join(" or ") ?? EXPECTED),
  };
}
