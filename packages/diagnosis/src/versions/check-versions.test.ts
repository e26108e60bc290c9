import { expect, test } from "vitest";
import { at } from "../finding.ts";
import { contextOf } from "../workflow/context.ts";
import { readWorkflow } from "../workflow/read-workflow.ts";
import { checkMajors, checkVersions, type Versions } from "./check-versions.ts";

const SOUND: Versions = { airworthy: "2.1.0", node: "24.0.0", git: "2.30.0", peers: [] };
const PEER = { name: "duck", wanted: "1.5.5-r.5", found: "1.5.5-r.5", neededBy: "canary", place: at("airworthy.yml") };

function rulesOf(changes: Partial<Versions>) {
  return checkVersions({ ...SOUND, ...changes }).map(({ rule }) => rule);
}

test("what is new enough is not told of", () => {
  expect(rulesOf({})).toEqual([]);
  expect(rulesOf({ node: "26.1.0", git: "3.0.1", peers: [PEER, { ...PEER, wanted: null }] })).toEqual([]);
});

test("what is too old, unknown or missing is", () => {
  for (const node of ["20.20.2", "9.0.0", "", "unknown"]) expect(rulesOf({ node })).toEqual(["node-version"]);
  for (const git of ["2.29.9", "1.99", null, "x"]) expect(rulesOf({ git })).toEqual(["git-version"]);
  expect(rulesOf({ peers: [{ ...PEER, found: null }] })).toEqual(["peer-missing"]);
  expect(rulesOf({ peers: [{ ...PEER, found: "1.6.0" }] })).toEqual(["peer-version"]);
});

test("workflows of another major version than the command line's are told of, once a version", () => {
  const uses = (ref: string) => {
    const step = `{ uses: airworthy/airworthy/actions/test-behavior@${ref} }`;
    const { workflow } = readWorkflow({ path: "w.yml", text: `on: push\njobs: { a: { steps: [${step}, ${step}] } }` });
    return contextOf(workflow === null ? [] : [workflow], { actions: [], workflows: [] }).uses;
  };
  const found = (airworthy: string, ref: string) => checkMajors(airworthy, uses(ref)).map(({ rule }) => rule);
  expect(found("2.1.0", "v1")).toEqual(["versions-differ"]);
  expect(found("2.1.0", "v1.9.3")).toEqual(["versions-differ"]);
  for (const ref of ["v2", "v2.0.0", "main", "a".repeat(40)]) expect(found("2.1.0", ref)).toEqual([]);
  // Before 1.0.0 there is no major version to hold to.
  expect(found("0.1.0", "v1")).toEqual([]);
});
