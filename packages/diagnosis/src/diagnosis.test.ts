import { expect, test } from "vitest";
import { type Diagnosis, diagnose, type Examination } from "./diagnosis.ts";
import { at, type Finding } from "./finding.ts";
import { headlineOf, placeInWords, reportDiagnosis } from "./report/report-diagnosis.ts";
import type { RuleId } from "./rules/rules.ts";

const ALL = { rules: [], ignored: [] };
const EXAMINED = {
  versions: ["Node 24"],
  configuration: ["airworthy.yml"],
  workflows: ["2 workflows"],
  repository: [],
};
const NOTHING = { versions: ["Node 24"], configuration: [], workflows: [], repository: [] };

function finding(rule: RuleId, file = "a.yml", line = 1): Finding {
  return { rule, place: at(file, { line, column: 2 }), found: "it is wrong", remedy: "Mend it." };
}

function examination(...rules: readonly RuleId[]): Examination {
  return { findings: rules.map((rule) => finding(rule)), examined: EXAMINED };
}

function verdictOf({ verdict, reasonCode }: Diagnosis) {
  return [verdict, reasonCode];
}

test("errors fail, warnings warn, notes pass", () => {
  expect(verdictOf(diagnose(examination("file-missing", "input-missing"), ALL))).toEqual(["fail", "errors-found"]);
  expect(verdictOf(diagnose(examination("file-missing", "action-unpinned"), ALL))).toEqual(["warn", "warnings-found"]);
  expect(verdictOf(diagnose(examination("action-unpinned"), ALL))).toEqual(["pass", "nothing-found"]);
  expect(verdictOf(diagnose(examination(), ALL))).toEqual(["pass", "nothing-found"]);
});

test("of what was not looked at nothing passes", () => {
  const unseen = { findings: [], examined: NOTHING };
  expect(verdictOf(diagnose(unseen, ALL))).toEqual(["inconclusive", "nothing-examined"]);
  const onlyRepository = { rules: ["check-not-required" as const], ignored: [] };
  expect(verdictOf(diagnose(examination(), onlyRepository))).toEqual(["inconclusive", "nothing-examined"]);
  expect(verdictOf(diagnose(examination("file-missing"), { rules: ["node-version"], ignored: [] }))).toEqual([
    "pass",
    "nothing-found",
  ]);
  expect(verdictOf(diagnose({ ...unseen, findings: [finding("file-invalid")] }, ALL))).toEqual([
    "fail",
    "errors-found",
  ]);
});

test("a single rule does not pass over what could not be read of its area", () => {
  const only = (rule: RuleId, ...found: readonly RuleId[]) =>
    verdictOf(diagnose(examination(...found), { rules: [rule], ignored: [] }))[0];
  expect(only("acceptance-expired", "file-invalid")).toBe("fail");
  expect(only("acceptance-expired", "configuration-invalid")).toBe("fail");
  expect(only("input-unknown", "workflow-unreadable")).toBe("fail");
  expect(only("input-unknown", "file-invalid")).toBe("pass");
});

test("a rule does not pass over what could not be read of whatever it is decided from", () => {
  const only = (rule: RuleId, ...found: readonly RuleId[]) => {
    const examined = { ...EXAMINED, repository: ["the settings of a/b"] };
    return diagnose({ ...examination(...found), examined }, { rules: [rule], ignored: [] }).verdict;
  };
  expect(only("versions-differ", "workflow-unreadable")).toBe("fail");
  expect(only("peer-missing", "configuration-invalid")).toBe("fail");
  expect(only("check-not-required", "workflow-unreadable")).toBe("fail");
  expect(only("environment-missing", "configuration-invalid")).toBe("fail");
  expect(only("node-version", "workflow-unreadable", "configuration-invalid")).toBe("pass");
  expect(only("default-permissions-write", "workflow-unreadable")).toBe("pass");
});

test("settings that were asked for by name pass only when they were looked at", () => {
  const both = { rules: ["check-not-required", "input-unknown"] as const, ignored: [] };
  expect(verdictOf(diagnose(examination("repository-not-looked-at"), both))).toEqual([
    "inconclusive",
    "nothing-examined",
  ]);
  const seen = { ...examination(), examined: { ...EXAMINED, repository: ["the settings of a/b"] } };
  expect(verdictOf(diagnose(seen, both))).toEqual(["pass", "nothing-found"]);
});

test("rules that were not asked for do not count, and of ignored ones it is told how much they found", () => {
  const examined = examination("input-missing", "input-missing", "file-missing");
  const diagnosis = diagnose(examined, { rules: [], ignored: ["input-missing", "git-version"] });
  expect(diagnosis.findings.map(({ rule }) => rule)).toEqual(["file-missing"]);
  expect([...diagnosis.ignored]).toEqual([
    ["input-missing", 2],
    ["git-version", 0],
  ]);
  expect(headlineOf(diagnosis)).toBe("1 warning; 2 ignored.");
  expect(diagnose(examined, { rules: ["input-missing"], ignored: [] }).findings).toHaveLength(2);
});

test("findings are told worst first, then by place; of one file a hundred", () => {
  const findings = [
    finding("action-unpinned", "a.yml"),
    finding("input-missing", "b.yml", 9),
    finding("input-missing", "b.yml", 3),
    finding("input-missing", "a.yml", 7),
    ...Array.from({ length: 300 }, (_, line) => finding("file-missing", "c.yml", line + 1)),
  ];
  const ordered = diagnose({ findings, examined: EXAMINED }, ALL).findings;
  expect(ordered.slice(0, 3).map(({ place }) => placeInWords(place))).toEqual(["a.yml:7:2", "b.yml:3:2", "b.yml:9:2"]);
  expect(ordered).toHaveLength(104);
  expect(ordered.at(-1)?.rule).toBe("action-unpinned");
});

test("the headline counts, and says where nobody looked", () => {
  const headline = (...rules: readonly RuleId[]) => headlineOf(diagnose(examination(...rules), ALL));
  expect(headline("input-missing", "file-missing", "file-missing", "action-unpinned")).toBe(
    "1 error, 2 warnings, 1 note.",
  );
  expect(headline("action-unpinned")).toBe("Nothing to mend; 1 note.");
  expect(headline("repository-not-looked-at")).toBe(
    "Nothing to mend; 1 note; the settings at GitHub were not looked at.",
  );
  expect(headlineOf(diagnose({ findings: [], examined: NOTHING }, ALL))).toBe("Nothing was looked at.");
});

test("each finding is told with its place, its meaning, what mends it and where to read on", () => {
  const text = JSON.stringify(reportDiagnosis(diagnose(examination("input-missing"), ALL)));
  for (const part of ["input-missing", "a.yml:1:2", "it is wrong. The step fails.", "Mend it.", "docs/doctor.md"]) {
    expect(text).toContain(part);
  }
  expect(text).toContain("Looked at Node 24, airworthy.yml, 2 workflows.");
});
