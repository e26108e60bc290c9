import { checkShape, readYaml } from "@airworthy/evidence";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { canaryPlanOf } from "./plan-of.ts";
import { canarySectionSchema } from "./plan-section.ts";

const PLAN = `
ranker:
  sources:
    events: { kind: files, paths: [events/*.jsonl] }
    metrics: { kind: prometheus, url: "https://prometheus.example" }
  exposures: { source: events }
  outcomes: { source: events }
  before: 7d
  groups: { language: [de, en] }
  metrics:
    helpful:
      { class: quality, event: feedback, measure: ratio, value: helpful, better: higher, margin: 0.02, groups: [language], group-margin: 0.05 }
    toxic: { class: safety, event: report, measure: rate, better: lower, margin: 0.001 }
    visits: { class: engagement, measure: mean, better: higher, before: true }
    slow: { class: latency, measure: quantile, value: ms, quantile: 0.95, limits: [100, 200], better: lower, margin: 50, unit: milliseconds }
    errors: { class: cost, source: metrics, query: "errors{v=\\"$variant\\"}", better: lower, margin: 0.1, critical: true }
`;

function read(text: string) {
  const section = checkShape(canarySectionSchema, readYaml(text, "airworthy.yml").value, "airworthy.yml");
  const written = section["ranker"];
  if (written === undefined || written.judge === "kayenta") throw new Error("the text has no plan of ranker");
  return written;
}

test("what is not written has its default", () => {
  const { metrics, ownAlpha, ...plan } = canaryPlanOf(read(PLAN));
  expect(plan).toEqual({
    unit: "users",
    alpha: 0.05,
    tightestAt: 5_000,
    leastUnits: 100,
    mostCrossover: 0.01,
    ratioThreshold: 0.001,
    freshSeconds: 3_600,
    advanceWhen: "unbreached",
  });
  // A fifth of alpha is safety's alone; nothing is of privacy.
  expect([...ownAlpha]).toEqual([["safety", expect.closeTo(0.01, 12)]]);
  const [helpful, toxic, visits, slow, errors] = metrics;
  expect(helpful).toMatchObject({
    name: "helpful",
    critical: false,
    shownIn: "rate",
    weight: 1,
    compared: "difference",
    margin: 0.02,
    goal: null,
    groupMargin: 0.05,
    signal: {
      kind: "events",
      measure: "ratio",
      isRare: false,
      per: null,
      groups: [
        { column: "language", value: "de" },
        { column: "language", value: "en" },
      ],
    },
  });
  expect(toxic).toMatchObject({ critical: true, shownIn: "rate", signal: { isRare: true, value: null } });
  expect(visits).toMatchObject({ margin: null, shownIn: "number", signal: { hasBefore: true, event: null } });
  expect(slow).toMatchObject({ shownIn: "milliseconds", signal: { quantile: 0.95, limits: [100, 200] } });
  expect(errors).toMatchObject({ critical: true, signal: { kind: "series", source: "metrics", windowSeconds: 300 } });
});

describe("a plan is refused that", () => {
  const cases: readonly (readonly [what: string, from: string, to: string, message: string])[] = [
    [
      "names a source that it has not",
      "exposures: { source: events }",
      "exposures: { source: other }",
      "must name only sources",
    ],
    [
      "reads events from Prometheus",
      "exposures: { source: events }",
      "exposures: { source: metrics }",
      "of one database",
    ],
    [
      "reads windows from a database",
      'kind: prometheus, url: "https://prometheus.example"',
      "kind: duckdb",
      "windows from prometheus",
    ],
    ["has a group of no column", "groups: [language]", "groups: [country]", "must name under groups"],
    ["compares with a time before that it does not give", "  before: 7d\n", "", "how long the time before is"],
    ["has limits that do not rise", "limits: [100, 200]", "limits: [200, 100]", "rising limits"],
    [
      "has a rate of values",
      "event: report, measure: rate",
      "event: report, value: x, measure: rate",
      "none where it is a rate",
    ],
    ["has a safety metric without a margin", "better: lower, margin: 0.001", "better: lower", "must have a margin"],
    [
      "has a goal without a margin",
      "better: higher, before: true",
      "better: higher, goal: 1",
      "a margin where it has a goal",
    ],
    ["has a rare rate as a ratio", "margin: 0.001", "margin: 0.1, compared: ratio", "compared by its difference"],
    ["has a series with an event", "source: metrics, query", "event: x, source: metrics, query", "only with a measure"],
    [
      "has neither exposures nor rows",
      "  exposures: { source: events }\n  outcomes: { source: events }\n",
      "",
      "either exposures or rows",
    ],
    ["leaves no alpha", "  before: 7d", "  before: 7d\n  own-alpha: { safety: 0.04 }", "leave some alpha"],
    ["has an alpha of a half", "  before: 7d", "  before: 7d\n  alpha: 0.5", "alpha"],
    ["has a margin below 0", "margin: 50", "margin: -1", "margin"],
    ["has a margin that no rate can breach", "margin: 0.001", "margin: 1", "margins that can be breached"],
    ["has a margin that no quantile of its limits can breach", "margin: 50", "margin: 100", "margins that can be"],
    [
      "has a margin of all of what is to be higher",
      "margin: 0.02, groups",
      "margin: 2, compared: ratio, groups",
      "margins that can be",
    ],
    ["waits for longer than exposures are fresh", "  before: 7d", "  before: 7d\n  wait: 1h", "longer than its wait"],
    [
      "may have none of what is no rate",
      "class: quality, event",
      "class: quality, may-be-none: true, event",
      "may-be-none, only where it is a rate",
    ],
    ["has a field of another name", "  before: 7d", "  before: 7d\n  alhpa: 0.1", "alhpa"],
  ];
  test.each(cases)("%s", (_, from, to, message) => {
    expect(PLAN).toContain(from);
    expect(() => read(PLAN.replace(from, to))).toThrow(message);
  });

  test("guards nothing", () => {
    const text = PLAN.split("  metrics:\n").slice(0, 1).join("");
    const bare = `${text}  metrics:\n    visits: { class: engagement, measure: mean, better: higher }\n`;
    expect(() => read(bare)).toThrow("must guard something");
  });
});

test("the section's checks are of one plan, whatever the others are", () => {
  const two = `${PLAN}other:\n  sources: {}\n  metrics: {}\n`;
  expect(v.safeParse(canarySectionSchema, readYaml(two, "a.yml").value).success).toBe(false);
});
