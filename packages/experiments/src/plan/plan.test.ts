import { expect, test } from "vitest";
import { digestOf } from "../../fixtures/example.ts";
import { readPlans } from "./plan.ts";

const ARMS = { control: { digest: digestOf("a"), weight: 2 }, short: { digest: digestOf("b") } };

function read(section: unknown) {
  return readPlans(section, "airworthy.yml", () => undefined);
}

test("a plan is read with what it does not say", () => {
  expect(read({ prompts: { arms: ARMS } }).get("prompts")).toEqual({
    name: "prompts",
    flag: "prompts",
    arms: [
      { name: "control", digest: digestOf("a"), weight: 2 },
      { name: "short", digest: digestOf("b"), weight: 1 },
    ],
    traffic: 10_000,
    namespace: "prompts",
    holdout: 0,
    floor: 100,
    seed: 0,
    metric: null,
  });
  const written = {
    flag: "ranker",
    arms: ARMS,
    traffic: "20 %",
    namespace: "search",
    holdout: "5%",
    floor: "2.5 %",
    seed: 7,
    metric: { name: "answered", better: "higher" },
  };
  expect(read({ prompts: written }).get("prompts")).toMatchObject({
    traffic: 2_000,
    holdout: 500,
    floor: 250,
    seed: 7,
  });
});

test.each([
  [{ prompts: { arms: { control: ARMS.control } } }, /arms/],
  [{ prompts: { arms: ARMS, traffic: 20 } }, /traffic.*share in percent/],
  [{ prompts: { arms: ARMS, trafic: "20 %" } }, /trafic: unknown field/],
  [{ prompts: { arms: ARMS, traffic: "0 %" } }, /has no traffic/],
  [{ prompts: { arms: ARMS, holdout: "100 %" } }, /holds everybody out/],
  [{ prompts: { arms: ARMS, floor: "51 %" } }, /floors of more than 100 %/],
  [{ prompts: { arms: ARMS, floor: "0 %" } }, /floor of 0 %/],
  [{ prompts: { arms: { ...ARMS, long: ARMS.short } } }, /two arms of one digest/],
  [{ prompts: { arms: { ...ARMS, "1": { digest: digestOf("c") } } } }, /a letter first/],
  [{ prompts: { arms: { ...ARMS, long: { digest: "sha256:abc" } } } }, /64 lower-case/],
  [{ prompts: { arms: { ...ARMS, long: { digest: digestOf("c"), weight: 0 } } } }, /weight/],
  [{ prompts: { arms: { ...ARMS, long: { digest: digestOf("c"), weight: Number.NaN } } } }, /weight/],
  [{ "a b": { arms: ARMS } }, /letters, digits/],
])("%j is refused", (section, message) => {
  expect(() => read(section)).toThrow(message);
});
