import { expect, test } from "vitest";
import { section } from "../test/sections.ts";
import { exampleFold } from "./example-fold.ts";
import { renderMarkdown } from "./render-markdown.ts";
import type { ReportExample } from "./section.ts";

function example(of: string, severity: number, text = `${of} ${severity}`): ReportExample {
  return { of, text, severity };
}

function shown(total: number, worst: readonly ReportExample[]): string {
  return renderMarkdown(exampleFold([section({ examples: { total, worst } })])).text;
}

test("of each test the worst comes first, then the second worst of each, five in all", () => {
  const worst = [
    ...[0.9, 0.9, 0.9, 0.9].map((severity, index) => example("negation", severity, `n${index}`)),
    ...[0.2, 0.2].map((severity, index) => example("typos", severity, `t${index}`)),
    example("fairness", Number.NaN, "f0"),
  ];
  const text = shown(322, worst);
  expect(text).toContain("<summary>5 worst of 322 new failures</summary>");
  expect(text.match(/\b[nft]\d\b/g)).toEqual(["f0", "n0", "t0", "n1", "t1"]);
});

test("where all of them are shown it does not speak of the worst", () => {
  expect(shown(1, [example("a", 1)])).toContain("<summary>1 new failure</summary>");
});

test("without a baseline nobody knows whether a failure is new", () => {
  const examples = { total: 7, worst: [example("a", 1)] };
  const alone = renderMarkdown(exampleFold([section({ baseline: null, examples }), section()])).text;
  expect(alone).toContain("<summary>1 worst of 7 failures</summary>");
});

test("the examples of all sections stand together", () => {
  const sections = ["a", "b"].map((of) => section({ examples: { total: 10, worst: [example(of, 1)] } }));
  expect(renderMarkdown(exampleFold(sections)).text).toContain("<summary>2 worst of 20 new failures</summary>");
});

test("no examples, no fold", () => {
  expect(exampleFold([section(), section({ examples: { total: 0, worst: [] } })])).toEqual([]);
});
