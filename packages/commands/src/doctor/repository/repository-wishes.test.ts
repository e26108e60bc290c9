import { type Catalogue, examineWorkflows, type Use } from "@airworthy/diagnosis";
import { expect, test } from "vitest";
import { wishesOf } from "./repository-wishes.ts";

const NOTHING: Catalogue = { actions: [], workflows: [] };
const WITHOUT = { configuration: null, placeOf: () => undefined, alertsByIssue: false, findings: [], examined: [] };

function usesIn(text: string): readonly Use[] {
  return examineWorkflows([{ path: "w.yml", text }], NOTHING).uses;
}

function job(uses: string, on = "pull_request"): readonly Use[] {
  return usesIn(`on: ${on}\njobs: { a: { steps: [{ uses: airworthy/airworthy/actions/${uses} }] } }`);
}

test("the checks are those that reports of pull requests set", () => {
  const checks = (uses: readonly Use[]) => wishesOf(WITHOUT, uses).checks;
  expect(checks(job("post-report@v1"))).toEqual(["Airworthy"]);
  expect(checks(job("post-report@v1, with: { check-name: Model }"))).toEqual(["Model"]);
  expect(checks(job("post-report@v1, with: { token: '' }"))).toEqual([]);
  expect(checks(job(`post-report@v1, with: { check-name: "a \${{ b }}" }`))).toEqual([]);
  expect(checks(job("post-report@v1", "schedule"))).toEqual([]);
  const called = "on: workflow_run\njobs: { a: { uses: airworthy/airworthy/.github/workflows/report-model.yml@v1 } }";
  expect(checks(usesIn(called))).toEqual(["Airworthy"]);
});

test("the history is on the branch that is named, or the usual one", () => {
  const history = (uses: readonly Use[]) => wishesOf(WITHOUT, uses).history;
  expect(history(job("record-history@v1", "push"))).toBe("refs/heads/airworthy-history");
  expect(history(job("record-history@v1, with: { ref: refs/x/y }", "push"))).toBe("refs/x/y");
  expect(history(job("post-report@v1, with: { history: trend }"))).toBe("refs/heads/trend");
  expect(history(job("post-report@v1"))).toBeNull();
});

test("what is used is told as it stands there, once", () => {
  const called = "on: push\njobs: { a: { uses: airworthy/airworthy/.github/workflows/gate-model.yml@v1 } }";
  expect(wishesOf(WITHOUT, usesIn(called)).used).toEqual(["airworthy/airworthy/.github/workflows/gate-model.yml@v1"]);
  const twice = [...job("post-report@v1"), ...job("post-report@v1")];
  expect(wishesOf(WITHOUT, twice).used).toEqual(["airworthy/airworthy/actions/post-report@v1"]);
});
