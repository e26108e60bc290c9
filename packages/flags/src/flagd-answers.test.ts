import { describe, expect, test } from "vitest";
import { conformsEach } from "../../../test/harness/conforms.ts";
import { createResolver } from "./create-resolver.ts";
import { ANSWERS_OF_LISTS } from "./testing/answers-of-lists.ts";
import { ANSWERS_OF_LOGIC } from "./testing/answers-of-logic.ts";
import { CONTEXT } from "./testing/context.ts";

const ANSWERS = { ...ANSWERS_OF_LOGIC, ...ANSWERS_OF_LISTS };

/** Every name that flagd answered is a variant here, and none that it did not find. */
const NAMES = Object.values(ANSWERS)
  .flat()
  .flatMap(([, answer]) => (answer.startsWith("=") ? [answer.slice(1)] : []));
const VARIANTS = Object.fromEntries(["fallback", ...NAMES].map((name) => [name, name]));

describe("every rule is answered as flagd's server answers it", () => {
  conformsEach({
    area: "Flags and experiments",
    claim: "JsonLogic rules that its server answered",
    peer: "flagd's server",
  });
  const rows = Object.entries(ANSWERS).flatMap(([group, answers]) =>
    answers.map(([rule, answer]) => ({ group, rule: JSON.stringify(rule), answer })),
  );

  test.each(rows)("$group: $rule is $answer", ({ rule, answer }) => {
    const flag = `{"state":"ENABLED","variants":${JSON.stringify(VARIANTS)},"defaultVariant":"fallback","targeting":${rule}}`;
    const { variant, value, reason, errorCode } = createResolver(`{"flags":{"flag":${flag}}}`).resolve("flag", CONTEXT);
    const found = errorCode ?? (reason === "TARGETING_MATCH" ? `=${variant}` : "null");
    expect(found).toBe(answer);
    expect(value).toBe(errorCode === undefined ? variant : undefined);
  });
});
