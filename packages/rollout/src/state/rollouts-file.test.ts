import { UserError } from "@airworthy/evidence";
import { toJsonSchema } from "@valibot/to-json-schema";
import { expect, test } from "vitest";
import { atStep, CANDIDATE_VERSION, moveOn, REQUESTS, START, situation } from "../../fixtures/example.ts";
import { formatRollouts, NO_ROLLOUTS, parseRollouts, type Rollouts, rolloutsFileSchema } from "./rollouts-file.ts";

const RUNNING = atStep(3);
const BACK = moveOn(situation(RUNNING, { ...REQUESTS.rollback, id: "run-1" }, START));
const OTHER = { ...BACK.state, name: "b", flag: "b" };
const ROLLOUTS: Rollouts = {
  rollouts: new Map([
    [RUNNING.name, RUNNING],
    ["b", OTHER],
  ]),
  denied: BACK.denied,
  log: { length: 7, head: "f".repeat(64) },
};
const TEXT = formatRollouts(ROLLOUTS);

test("what was written is read back whole, and written again byte for byte, in whatever order it came", () => {
  expect(parseRollouts(TEXT, "rollouts.json")).toEqual(ROLLOUTS);
  expect(formatRollouts(parseRollouts(TEXT, "rollouts.json"))).toBe(TEXT);
  const turned = { ...ROLLOUTS, rollouts: new Map([...ROLLOUTS.rollouts].reverse()) };
  expect(formatRollouts(turned)).toBe(TEXT);
  expect(parseRollouts(formatRollouts(NO_ROLLOUTS), "rollouts.json")).toEqual(NO_ROLLOUTS);
});

test.each([
  ["", /is not JSON/],
  ["{}", /version: missing/],
  [TEXT.replace('"version": 1', '"version": 2'), /version/],
  [TEXT.replace('"length": 7', '"length": 0'), /must have a head unless/],
  [TEXT.replace('"length": 7', '"length": 7, "length": 8'), /"length" twice/],
  [TEXT.replace('"length": 7', '"__proto__": {}, "length": 7'), /has a key "__proto__"/],
  [TEXT.replace('"length": 7', '"lenght": 7'), /lenght: unknown field; did you mean length/],
  [TEXT.replace('"b": {', '"c": {'), /name each rollout as its key/],
  [TEXT.replace('"b": {', '"constructor": {'), /has a key "constructor"/],
  [TEXT.replace('"flag": "b"', '"flag": "sentiment-model"'), /a flag of its own/],
  [TEXT.replace('"phase": "running"', '"phase": "complete"'), /while it is running or held, and only then/],
  [TEXT.replace('"phase": "running"', '"phase": "held"'), /must say who holds it/],
  [TEXT.replace('"phase": "running"', '"phase": "paused"'), /phase/],
  [TEXT.replace('"step": 3', '"step": 6'), /a step of its ramp/],
  [TEXT.replace('"step": 3', '"step": 0'), /step/],
  [TEXT.replace('"share": 0.05', '"share": 0.5'), /shares that grow/],
  [TEXT.replace('"share": 0.05', '"share": 0.050001'), /three decimals/],
  [TEXT.replace('"revision": 3', '"revision": 0'), /at least as many moves/],
  [TEXT.replace('"ends_with"', '"$ref"'), /evaluator elsewhere/],
  [TEXT.replaceAll(CANDIDATE_VERSION.digest, CANDIDATE_VERSION.digest.toUpperCase()), /sha256:/],
  [TEXT.replaceAll(CANDIDATE_VERSION.digest, `sha256:${"b".repeat(64)}`), /not the stable version/],
])("a file that is not as a move writes it is refused (%#)", (text, message) => {
  expect(text).not.toBe(TEXT);
  expect(() => parseRollouts(text, "rollouts.json")).toThrow(UserError);
  expect(() => parseRollouts(text, "rollouts.json")).toThrow(message);
});

// `npx vitest run packages/rollout --update` writes the file anew. A check in code has no JSON Schema; it is left out.
test("rollouts.schema.json is the file's schema", async () => {
  const converted = toJsonSchema(rolloutsFileSchema, { errorMode: "ignore" });
  const named = { ...converted, $id: "https://airworthy.dev/schema/rollouts/v1.json", title: "Rollouts of models" };
  await expect(`${JSON.stringify(named, null, 2)}\n`).toMatchFileSnapshot("../../rollouts.schema.json");
});
