import * as v from "valibot";
import { expect, test } from "vitest";
import { exampleAlert, SLOW } from "../testing/example-alert.ts";
import { alertsSectionSchema, planOf } from "./alerts-section.ts";
import { goesRoute, type Route, routeSchema } from "./route.ts";

const to = (when: Route["when"]): Route => (when === undefined ? { to: ["a"] } : { when, to: ["a"] });

test("a route without a class goes by the alert's verdict", () => {
  const fail = exampleAlert();
  expect(goesRoute(to(undefined), fail)).toBe(true);
  expect(goesRoute(to(undefined), exampleAlert({ verdict: "pass", findings: [] }))).toBe(false);
  expect(goesRoute(to({ verdict: ["warn", "inconclusive"] }), fail)).toBe(false);
  expect(goesRoute(to({ severity: "error" }), fail)).toBe(true);
  expect(goesRoute(to({ severity: "error" }), exampleAlert({ verdict: "inconclusive" }))).toBe(false);
  expect(goesRoute(to({ severity: "info" }), exampleAlert({ verdict: "pass", findings: [] }))).toBe(true);
});

test("a route with a class goes by the verdicts of that class's findings", () => {
  const alert = exampleAlert();
  expect(goesRoute(to({ class: "safety", verdict: "fail" }), alert)).toBe(true);
  // It failed, but not by its latency, which is only to be watched.
  expect(goesRoute(to({ class: "latency", verdict: "fail" }), alert)).toBe(false);
  expect(goesRoute(to({ class: ["cost", "latency"] }), alert)).toBe(true);
  expect(goesRoute(to({ class: "cost" }), exampleAlert({ findings: [SLOW] }))).toBe(false);
});

test("an alert of a class without any finding goes by its own verdict", () => {
  const moved = exampleAlert({ classes: ["rollout"], findings: [] });
  expect(goesRoute(to({ class: "rollout", verdict: "fail" }), moved)).toBe(true);
  expect(goesRoute(to({ class: "safety", verdict: "fail" }), moved)).toBe(false);
});

test("without routes every target hears of all that does not pass", () => {
  const targets = { a: { kind: "github-issue" }, b: { kind: "github-issue" } };
  const plan = planOf(v.parse(alertsSectionSchema, { targets }));
  expect(plan).toMatchObject({ routes: [{ to: ["a", "b"] }], limitPerHour: 20 });
});

test("what cannot be meant is refused", () => {
  const targets = { a: { kind: "slack-webhook", urlVariable: "HOOK" } };
  const wrong = [
    { targets: {} },
    { targets, routes: [] },
    { targets, routes: [{ to: ["b"] }] },
    { targets, routes: [{ to: ["constructor"] }] },
    { targets, limitPerHour: 0 },
    { targets: { a: { kind: "slack-webhook", urlVariable: "https://hooks.slack.com/services/x" } } },
    { targets: { a: { kind: "pager" } } },
    { targets: { a: { kind: "slack-bot", tokenVariable: "T", channel: "C1", api: "http://evil.example" } } },
  ];
  for (const section of wrong)
    expect(v.safeParse(alertsSectionSchema, section).success, JSON.stringify(section)).toBe(false);
  for (const owner of ["ann", "@ann -->", "slack:<!channel>", "@a b"]) {
    expect(v.safeParse(routeSchema, { to: ["a"], owners: [owner] }).success, owner).toBe(false);
  }
});
