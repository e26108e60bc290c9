import { expect, test } from "vitest";
import type { CountMetric } from "../metrics/metric.ts";
import { parseMetric } from "../metrics/parse-metric.ts";
import { parseMetricRequests, parseNamedRequests } from "./metric-request.ts";

/** Makes a metric of any name. */
const named = (id: string): CountMetric => ({
  kind: "counts",
  id: id.toLowerCase(),
  direction: "higher-is-better",
  directionSource: "definition",
  unit: "rate",
  range: [0, 1],
  requests: [],
  of: () => 0,
});

const parse = (...lines: string[]) => parseMetricRequests(lines, named);

test("a line names a metric and, after a colon, how it is judged", () => {
  expect(parse("accuracy")).toMatchObject([
    { metric: { id: "accuracy", directionSource: "definition" }, role: "gate", margin: null, test: null, rules: [] },
  ]);
  expect(
    parse(
      " macro-f1 :  margin=0.02   max-drop=0 floor=.8 slice-floor=-1 max-relative-drop=5e-2 critical test=bootstrap ",
    ),
  ).toMatchObject([
    {
      metric: { id: "macro-f1" },
      role: "critical",
      margin: { size: 0.02, isRelative: false },
      test: "bootstrap",
      rules: [
        { rule: "floor", limit: 0.8 },
        { rule: "slice-floor", limit: -1 },
        { rule: "max-drop", limit: 0 },
        { rule: "max-relative-drop", limit: 0.05 },
      ],
    },
  ]);
  expect(parse("latency: direction=lower margin=2% informational")).toMatchObject([
    {
      metric: { direction: "lower-is-better", directionSource: "declared" },
      role: "informational",
      margin: { size: 0.02, isRelative: true },
    },
  ]);
});

test("a colon within brackets or quotes belongs to the metric", () => {
  const ids = parse("f1(class=a:b): floor=0.5", 'mean(column="x): y")', "e:").map(({ metric }) => metric.id);
  expect(ids).toEqual(["f1(class=a:b)", 'mean(column="x): y")', "e"]);
  expect([...parseNamedRequests(['"a: b": floor=1', "c: max-drop=2"]).keys()]).toEqual(["a: b", "c"]);
});

test("what is wrong with a line is named, and the nearest word offered", () => {
  const cases: [string[], RegExp][] = [
    [["accuracy: flor=0.8"], /accuracy: "flor=0.8" is no setting; did you mean floor=/],
    [["accuracy: critcal"], /accuracy: "critcal" is no setting; did you mean critical\?/],
    [["accuracy: floor"], /floor has no value/],
    [["accuracy: floor=80%"], /floor is "80%"; a number/],
    [["accuracy: floor=NaN"], /floor is "NaN"/],
    [["accuracy: floor=1e999"], /floor is "1e999"/],
    [["accuracy: floor=0x1"], /floor is "0x1"/],
    [["accuracy: max-drop=-1"], /max-drop is "-1"; a number from 0 on/],
    [["accuracy: margin=-1%"], /margin is "-1%"; a number from 0 on/],
    [["accuracy: floor=0.8=0.9"], /floor is "0.8=0.9"/],
    [["accuracy: floor=0.8 floor=0.9"], /floor is given twice/],
    [["accuracy: direction=up"], /direction is "up"; higher, lower, two-sided are allowed/],
    [["accuracy: test=t"], /test is "t"; paired-t/],
    [["accuracy: critical=yes"], /critical stands alone/],
    [["accuracy: critical informational"], /exclude each other/],
    [["accuracy: direction=two-sided min-gain=0.01"], /accuracy: min-gain is of no metric that is two-sided/],
    [["accuracy: __proto__=1"], /"__proto__=1" is no setting/],
    [["accuracy", "Accuracy: floor=0.8"], /accuracy was given twice/],
    [[], /no metric was given/],
  ];
  for (const [lines, message] of cases) expect(() => parse(...lines), String(lines)).toThrow(message);
});

test("a drift is held to a ceiling alone: it has no baseline to lose or gain against", () => {
  const parsed = (line: string) =>
    parseMetricRequests([line], (name) => parseMetric(name, { positive: null, isMultiLabel: false }));
  expect(parsed("psi: ceiling=0.2")[0]?.rules).toEqual([{ rule: "ceiling", limit: 0.2 }]);
  expect(() => parsed("psi: max-drop=0.1")).toThrow(/psi: max-drop is against a baseline, and a drift is itself/);
});
