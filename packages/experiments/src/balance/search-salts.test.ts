import { createResolver } from "@airworthy/flags";
import { createRandom } from "@airworthy/stats";
import { expect, test } from "vitest";
import { definitionOf, keysOf, knowing, planOf } from "../../fixtures/example.ts";
import { rosterOf } from "../../fixtures/roster.ts";
import { balanceArms } from "../moves/balance-arms.ts";
import { start } from "../moves/start.ts";
import { armSalt } from "../state/salts.ts";

const NAMES = ["control", "short"];
const IDS = keysOf(600);
const random = createRandom(1);
const AGES = IDS.map(() => 20 + 50 * random.next());
const COUNTRIES = IDS.map(() => ["de", "fr", "jp"][random.integer(3)] ?? "");
const ROSTER = rosterOf(IDS, { age: AGES, country: COUNTRIES });
const ASKED = { table: ROSTER, attributes: ["age", "country"], candidates: 200, onCandidate: () => undefined };

function balanceOf(plan = planOf(NAMES), asked = ASKED) {
  const moved = balanceArms(plan, [], asked);
  if (moved.balance === null) throw new Error("it was balanced");
  return { ...moved, balance: moved.balance };
}

test("the chosen salt is the best of those that were looked at, and the search repeats itself", () => {
  const { balance, after } = balanceOf();
  expect(balance.before).toMatchObject({ candidate: 0, salt: armSalt({ name: "prompts", number: 1, seed: 0 }, 0) });
  expect(balance.after.criterion).toBeLessThan(balance.before.criterion);
  expect(after).toMatchObject({ phase: "balanced", salt: balance.after.salt, allocations: [] });
  expect(balanceOf().balance).toEqual(balance);
  const one = balanceOf(planOf(NAMES), { ...ASKED, candidates: 1 }).balance;
  expect(one.after).toEqual(one.before);
  const fewer = balanceOf(planOf(NAMES), { ...ASKED, candidates: balance.after.candidate }).balance;
  expect(fewer.after.criterion).toBeGreaterThan(balance.after.criterion);
});

test("the arms that were balanced are those that a resolver gives", () => {
  const plan = planOf(NAMES, { traffic: 6_000, holdout: 1_000 });
  const { balance, after } = balanceOf(plan);
  const { after: experiment } = start(plan, [after], knowing(NAMES));
  expect(experiment.salt).toBe(balance.after.salt);
  const outside = { state: "ENABLED", variants: { usual: "x" }, defaultVariant: "usual" };
  const resolver = createResolver(definitionOf([{ ...experiment, former: outside }]));
  const variants = IDS.map((targetingKey) => resolver.resolve("ranker", { targetingKey }).variant);
  expect(NAMES.map((name) => variants.filter((variant) => variant === name).length)).toEqual(balance.after.counts);
  expect(balance.participants).toBe(variants.filter((variant) => variant !== "usual").length);
  const meanOf = (name: string) => {
    const ages = AGES.filter((_, index) => variants[index] === name);
    return ages.reduce((sum, age) => sum + age, 0) / ages.length;
  };
  const taking = AGES.filter((_, index) => variants[index] !== "usual");
  const mean = taking.reduce((sum, age) => sum + age, 0) / taking.length;
  const deviation = Math.sqrt(taking.reduce((sum, age) => sum + (age - mean) ** 2, 0) / taking.length);
  const age = balance.after.attributes.find(({ name }) => name === "age");
  expect(age?.standardised).toBeCloseTo(Math.abs(meanOf("control") - meanOf("short")) / deviation, 10);
});

test("users that are there twice, and too few of them, are refused", () => {
  const twice = rosterOf(["a", "b", "a"], { age: [1, 2, 3] });
  const asked = { ...ASKED, attributes: ["age"] };
  expect(() => balanceOf(planOf(NAMES), { ...asked, table: twice })).toThrow(/"a"/);
  const one = rosterOf(["a"], { age: [1] });
  expect(() => balanceOf(planOf(NAMES), { ...asked, table: one })).toThrow(/leave an arm without users/);
  expect(() => balanceOf(planOf(NAMES, { traffic: 1 }), { ...asked, table: one })).toThrow(
    /none of its 1 users takes part/,
  );
  expect(() => balanceOf(planOf(NAMES), { ...asked, table: one, attributes: ["size"] })).toThrow(/no column "size"/);
});
