import { expect, test } from "vitest";
import { catalogueOf } from "./catalogue.ts";
import { exampleMetric, exampleRun, exampleSite } from "./example-site.ts";
import type { SiteRun } from "./input.ts";
import { seriesOf } from "./series.ts";

function found(runs: readonly SiteRun[]) {
  const [model] = catalogueOf(exampleSite({ runs }));
  return (model === undefined ? [] : seriesOf(model)).map(({ name, points }) => ({
    name,
    points: points.map(({ version, value }) => [version.label, value]),
  }));
}

const run = (version: string, day: number, value: number, line = "main") =>
  exampleRun(version, day, { line, metrics: [exampleMetric(value)] });

test("a metric goes from the oldest version to the newest, what was merely proposed apart", () => {
  const runs = [run("1.2", 3, 0.9), run("1.0", 1, 0.7), run("1.1", 2, 0.1, "pull/7")];
  expect(found(runs)).toEqual([
    {
      name: "accuracy",
      points: [
        ["1.0", 0.7],
        ["1.2", 0.9],
      ],
    },
  ]);
});

test("a version's newest run speaks for it", () => {
  expect(found([run("1.0", 1, 0.7), run("1.0", 2, 0.8)])[0]?.points).toEqual([["1.0", 0.8]]);
});

test("a metric whose unit changed is another one", () => {
  const before = exampleRun("1.0", 1, { metrics: [{ ...exampleMetric(71), unit: "number" }] });
  expect(found([before, run("1.1", 2, 0.72)])).toEqual([{ name: "accuracy", points: [["1.1", 0.72]] }]);
});

test("sixty versions are shown at most, and six metrics", () => {
  const metrics = Array.from({ length: 9 }, (_, index) => exampleMetric(index, `m${index}`));
  const runs = Array.from({ length: 70 }, (_, index) => exampleRun(`1.${index}`, index + 1, { metrics }));
  const series = found(runs);
  expect(series.map(({ name }) => name)).toEqual(["m0", "m1", "m2", "m3", "m4", "m5"]);
  expect(series[0]?.points.length).toBe(60);
  expect(series[0]?.points.at(-1)?.[0]).toBe("1.69");
});
