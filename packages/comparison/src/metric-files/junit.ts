import { CaseIds } from "./case-ids.ts";
import { caseMetrics } from "./case-metrics.ts";
import type { CaseResult, MetricFile, Outcome } from "./metric-file.ts";
import { readXmlTags, type XmlPlace } from "./xml-tags.ts";

const ROOTS: ReadonlySet<string> = new Set(["testsuites", "testsuite"]);

/** Elements within a test that say how it ended; what else is there, such as a flaky failure before a pass, does not. */
const ENDS: ReadonlyMap<string, Outcome> = new Map([
  ["failure", "failed"],
  ["error", "error"],
  ["skipped", "skipped"],
]);

const OWN_ENDS: ReadonlySet<string> = new Set(["failure", "error"]);

/** The worst counts where there are several. */
const URGENCY: readonly Outcome[] = ["passed", "skipped", "failed", "error"];

/** What `status` and `result` say of a test that was not run, in GoogleTest's and other dialects. */
const NOT_RUN: ReadonlySet<string> = new Set(["notrun", "disabled", "skipped", "suppressed"]);

interface OpenCase {
  readonly depth: number;
  readonly attributes: ReadonlyMap<string, string>;
  readonly name: string;
  readonly suite: string | null;
  outcome: Outcome;
}

/**
 * JUnit XML in all its dialects (https://github.com/testmoapp/junitxml). A test's id is `<class>::<name>`, with its suite's
 * name where it has no class. Totals are counted from the tests: what suites state of themselves, tools count differently.
 */
export function readJunit(text: string, file: string): MetricFile {
  const ids = new CaseIds(file);
  const cases: CaseResult[] = [];
  const suites: string[] = [];
  let open: OpenCase | null = null;

  readXmlTags(text, file, {
    open(name, attributes, place) {
      if (place.depth === 0 && !ROOTS.has(name)) {
        throw place.problem(`<${name.slice(0, 40)}> is the root; <testsuites> or <testsuite> is allowed`);
      }
      if (open !== null) {
        const end = place.depth === open.depth + 1 ? ENDS.get(name) : undefined;
        if (end !== undefined) open.outcome = worse(open.outcome, end);
      } else if (OWN_ENDS.has(name)) {
        throw place.problem(`<${name}> is a suite's own, not a test's: what the suite did not run is not known`);
      } else if (name === "testcase") open = openCase(attributes, suites.at(-1), place);
      else if (ROOTS.has(name)) suites.push(attributes.get("name") ?? "");
    },
    close(name, depth) {
      if (open?.depth === depth) {
        cases.push(closeCase(open, ids));
        open = null;
      } else if (open === null && ROOTS.has(name)) suites.pop();
    },
  });
  return { format: "junit", metrics: caseMetrics(cases), cases, passedOver: [], notes: [] };
}

function openCase(attributes: ReadonlyMap<string, string>, suite: string | undefined, place: XmlPlace): OpenCase {
  const name = attributes.get("name");
  if (name === undefined) throw place.problem("<testcase> has no name");
  const wasRun = !NOT_RUN.has(attributes.get("status") ?? "") && !NOT_RUN.has(attributes.get("result") ?? "");
  return { depth: place.depth, attributes, name, suite: suite || null, outcome: wasRun ? "passed" : "skipped" };
}

function closeCase({ attributes, name, suite, outcome }: OpenCase, ids: CaseIds): CaseResult {
  const group = attributes.get("classname") || suite;
  const slices = new Map<string, string>();
  for (const [slice, value] of [
    ["suite", suite],
    ["class", attributes.get("classname")],
    ["file", attributes.get("file")],
  ] as const) {
    if (value) slices.set(slice, value);
  }
  return {
    id: ids.of(group === null ? name : `${group}::${name}`),
    passed: outcome === "passed" || outcome === "failed" ? outcome === "passed" : null,
    outcome,
    seconds: secondsOf(attributes.get("time")),
    numbers: new Map(),
    slices,
  };
}

/** Some tools write thousands apart: "1,234.5". Null for what is no number of seconds. */
function secondsOf(time: string | undefined): number | null {
  const plain = time?.trim().replaceAll(",", "") ?? "";
  return /^\d+(\.\d*)?(e[+-]?\d+)?$|^\.\d+$/i.test(plain) ? Number(plain) : null;
}

function worse(a: Outcome, b: Outcome): Outcome {
  return URGENCY.indexOf(b) > URGENCY.indexOf(a) ? b : a;
}
