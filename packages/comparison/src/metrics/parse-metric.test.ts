import { UserError } from "@airworthy/evidence";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Metric, MetricContext } from "./metric.ts";
import { readMetricCall } from "./metric-call.ts";
import { metricId } from "./metric-id.ts";
import { parseMetric } from "./parse-metric.ts";
import { DEFINITIONS } from "./registry.ts";

const CONTEXT: MetricContext = { positive: "yes", isMultiLabel: false };

const idOf = (text: string) => parseMetric(text, CONTEXT).id;

describe("names", () => {
  test.each([
    ["Accuracy", "accuracy"],
    [" MACRO_F1 ", "macro-f1"],
    ["f1_macro", "macro-f1"],
    ["balanced_accuracy_score", "balanced-accuracy"],
    ["matthews_corrcoef", "mcc"],
    ["mean_absolute_error", "mae"],
    ["Cohen_Kappa_Score", "kappa"],
    ["accuracy()", "accuracy"],
  ])("%j is %s", (text, id) => {
    expect(idOf(text)).toBe(id);
  });

  test("no two metrics share a name or an alias, and all are written as parseMetric looks for them", () => {
    const names = DEFINITIONS.flatMap(({ name, aliases }) => [name, ...aliases]);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    expect(names.filter((name) => !/^[a-z0-9-]+$/.test(name))).toEqual([]);
  });

  test("an unknown one is refused and the nearest offered", () => {
    expect(() => idOf("acuracy")).toThrow(/"acuracy" is no metric; did you mean accuracy\?/);
    expect(() => idOf("__proto__")).toThrow(/is no metric/);
    expect(() => idOf("constructor")).toThrow(/"constructor" is no metric/);
    expect(() => idOf("accuracy@5")).toThrow(/accuracy has no parameter "k"/);
  });

  test("a column's name alone is refused, and the remedy says how to ask for it", () => {
    expect(() => idOf("latency_ms")).toThrow(
      expect.objectContaining({ remedy: expect.stringContaining("mean(column=…)") }),
    );
  });
});

describe("parameters", () => {
  test.each([
    ["macro-f-beta( Beta = 2 )", "macro-f-beta(beta=2)"],
    ["f-beta(class=no,beta=2.0)", "f-beta(beta=2,class=no)"],
    // What is the default is left out.
    ["f1(class=yes)", "f1"],
    ["pinball(quantile=.5, column=prediction)", "pinball"],
    ["ndcg(gain=linear)", "ndcg"],
    ["ndcg@10", "ndcg(k=10)"],
    ["precision@5", "precision-at(k=5)"],
    ["Hit_Rate@010", "hit-rate(k=10)"],
    ['mean(column="time, all")', 'mean(column="time, all")'],
    ['mean(column="say ""a:b(c)=""")', 'mean(column="say ""a:b(c)=""")'],
    ['mean(column="plain")', "mean(column=plain)"],
    ["mean(column=two words)", 'mean(column="two words")'],
    ["mean(column=__proto__)", "mean(column=__proto__)"],
  ])("%j is %s", (text, id) => {
    expect(idOf(text)).toBe(id);
    expect(idOf(id)).toBe(id);
  });

  test("an unknown one is refused and the nearest offered", () => {
    expect(() => idOf("f-beta(bta=2)")).toThrow(/f-beta has no parameter "bta"; did you mean beta\?/);
    expect(() => idOf("accuracy(k=2)")).toThrow(expect.objectContaining({ remedy: "accuracy takes none." }));
    expect(() => idOf("mean(constructor=2)")).toThrow(/has no parameter "constructor"/);
  });

  test("one that is given twice is refused", () => {
    expect(() => idOf("f-beta(beta=1,BETA=2)")).toThrow(/gives beta twice/);
  });

  test.each([
    "",
    " ",
    "f1(",
    "f1)",
    "f1(class)",
    "f1(class=a",
    "f1(class=a,)",
    "f1(,class=a)",
    "f1(class=a b=c",
    'f1(class="a)',
    'f1(class="a"b)',
    "f1(class=(a))",
    "f1 class=a",
    "ndcg@",
    "ndcg@k",
    "ndcg@5(k=2)",
    `f1(class=${"a".repeat(3000)})`,
  ])("%j is no metric", (text) => {
    expect(() => idOf(text)).toThrow(/is no metric/);
  });
});

test("whatever a parameter holds, its id reads back as it", () => {
  const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,10}$/);
  const value = fc.string({ unit: "binary", maxLength: 50 });
  fc.assert(
    fc.property(name, fc.dictionary(name, value, { maxKeys: 4 }), (metric, parameters) => {
      const call = readMetricCall(metricId(metric, parameters));
      expect(call.name).toBe(metric);
      expect(Object.fromEntries(call.parameters)).toEqual({ ...parameters });
    }),
  );
});

const text = fc.string({ unit: "binary", minLength: 1, maxLength: 20 });

/** What each parameter may hold. */
const values = new Map<string, fc.Arbitrary<string>>([
  ["as", fc.constantFrom("numbers", "categories")],
  ["average", fc.constantFrom("macro", "weighted")],
  ["beta", fc.double({ min: 0, max: 100, noNaN: true }).map(String)],
  ["bins", fc.integer({ min: 3, max: 100 }).map(String)],
  ["catalogue", fc.integer({ min: 1, max: 1e6 }).map(String)],
  ["class", text],
  ["column", text],
  ["gain", fc.constantFrom("linear", "exponential")],
  ["k", fc.integer({ min: 1, max: 1e6 }).map(String)],
  ["q", fc.double({ min: 0, max: 1, noNaN: true }).map(String)],
  ["quantile", fc.double({ min: 0, max: 1, noNaN: true }).map(String)],
  ["scale-by-half", fc.constantFrom("auto", "yes", "no")],
]);

describe.each(DEFINITIONS.map((definition) => [definition.name, definition] as const))("%s", (name, definition) => {
  const calls = fc
    .subarray([...definition.parameters])
    .chain((some) =>
      fc.tuple(...some.map((parameter) => valuesOf(parameter).map((value) => [parameter, value] as const))),
    )
    .map((given) => metricId(name, Object.fromEntries(given)))
    .filter(isTaken);

  test("has an id that reads back as the same metric", () => {
    fc.assert(
      fc.property(calls, (call) => {
        const metric = parseMetric(call, CONTEXT);
        expect(plain(parseMetric(metric.id, CONTEXT))).toEqual(plain(metric));
      }),
      { numRuns: 30 },
    );
  });

  test("is what each of its other names means", () => {
    const [call = ""] = fc.sample(calls, { numRuns: 1, seed: 1 });
    for (const alias of definition.aliases) {
      expect(idOf(alias + call.slice(name.length))).toBe(idOf(call));
    }
  });
});

/** Not a call that lacks a parameter, or has two that exclude each other. */
function isTaken(call: string): boolean {
  try {
    parseMetric(call, CONTEXT);
    return true;
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}

function valuesOf(parameter: string): fc.Arbitrary<string> {
  const found = values.get(parameter);
  if (found === undefined) throw new Error(`the test does not know what ${parameter} may hold`);
  return found;
}

/** What of a metric can be compared. */
function plain(metric: Metric) {
  return JSON.parse(JSON.stringify(metric));
}
