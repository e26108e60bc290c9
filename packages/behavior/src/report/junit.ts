import type { BehaviorFinding } from "../evidence/finding-schema.ts";
import { findingTitle } from "../evidence/headline.ts";
import type { BehaviorPredicate } from "../evidence/predicate.ts";
import { failureText } from "./failure-text.ts";
import { xmlElement } from "./xml.ts";

/**
 * The findings as JUnit XML, as common readers of it take it (https://github.com/testmoapp/junitxml): one `testcase` a
 * finding, its class name the suite's and the capability's. A fail is a `failure`, an error an `error`; what could not be
 * decided is `skipped`, for which JUnit has no better word. Warnings pass there, and say so in `system-out`.
 */
export function toJunit(behavior: BehaviorPredicate): string {
  const { suite, findings } = behavior;
  const count = (verdict: BehaviorFinding["verdict"]) =>
    findings.filter((finding) => finding.verdict === verdict).length;
  const attributes = {
    name: suite.name,
    tests: findings.length,
    failures: count("fail"),
    errors: count("error"),
    skipped: count("inconclusive"),
    time: secondsOf(behavior),
  };
  const testsuite = xmlElement("testsuite", { ...attributes, timestamp: behavior.startedOn, file: suite.file }, [
    properties([
      ["verdict", behavior.verdict],
      ["reason", behavior.reasonCode],
      ["seed", behavior.seed ?? ""],
      ["candidate", `sha256:${behavior.candidate.sha256}`],
      ["baseline", behavior.baseline === null ? "" : `sha256:${behavior.baseline.sha256}`],
    ]),
    ...findings.map((finding) => testcase(behavior, finding)),
  ]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${xmlElement("testsuites", attributes, [testsuite])}\n`;
}

function testcase({ suite }: BehaviorPredicate, finding: BehaviorFinding): string {
  const { candidate, baseline, comparison, capability, line, passHatK } = finding;
  const attributes = {
    classname: capability === null ? suite.name : `${suite.name}.${capability}`,
    name: findingTitle(finding),
    // A finding has no time of its own: its cases were put to the model among others'.
    time: 0,
    file: suite.file,
    ...(line === null ? {} : { line }),
  };
  const found = properties([
    ["id", finding.id],
    ["verdict", finding.verdict],
    ["change", finding.change],
    ["severity", finding.severity ?? ""],
    ["cases", finding.cases],
    ["failed", candidate.failed],
    ["judged", candidate.judged],
    ["failure-rate", candidate.rate?.value ?? ""],
    ["baseline-failure-rate", baseline?.rate?.value ?? ""],
    ["new-failures", comparison?.newFailures ?? ""],
    ["fixed", comparison?.fixed ?? ""],
    ["p", comparison?.adjustedP ?? ""],
    ...(passHatK ?? []).map((share, at) => [`pass^${at + 1}`, share] as const),
  ]);
  return xmlElement("testcase", attributes, [found, ...outcome(finding)]);
}

function outcome(finding: BehaviorFinding): string[] {
  const { verdict, reasonCode, headline } = finding;
  const told = { message: headline, type: reasonCode };
  if (verdict === "fail") return [xmlElement("failure", told, failureText(finding))];
  if (verdict === "error") return [xmlElement("error", told, failureText(finding))];
  if (verdict === "inconclusive") return [xmlElement("skipped", { message: headline }, [])];
  if (verdict === "warn") return [xmlElement("system-out", {}, `${reasonCode}: ${headline}`)];
  return [];
}

/** Those that are known. */
function properties(all: readonly (readonly [name: string, value: string | number])[]): string {
  const known = all.filter(([, value]) => value !== "");
  return xmlElement(
    "properties",
    {},
    known.map(([name, value]) => xmlElement("property", { name, value }, [])),
  );
}

function secondsOf({ startedOn, finishedOn }: BehaviorPredicate): number {
  return Math.max(0, Date.parse(finishedOn) - Date.parse(startedOn)) / 1_000;
}
