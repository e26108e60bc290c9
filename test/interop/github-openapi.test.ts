import { beforeAll, describe, expect, test } from "vitest";
import { conforms } from "../harness/conforms.ts";
import type { Exchange } from "../harness/github/traffic-log.ts";
import { type AskedRequest, type Checker, createChecker, readDescription } from "../harness/openapi/index.ts";
import { DESCRIPTION_VERSION, githubDescription } from "./github-openapi/install-description.ts";
import { scenarioTraffic } from "./github-openapi/scenario-traffic.ts";
import { UNDESCRIBED } from "./github-openapi/undescribed.ts";

/** The scenarios take about five minutes where they have not run before. */
const SCENARIOS_MS = 1_800_000;

const GITHUB = {
  area: "GitHub and workflows",
  peer: "GitHub's OpenAPI description",
  version: DESCRIPTION_VERSION,
} as const;

let checker: Checker;
let traffic: readonly Exchange[];
beforeAll(async () => {
  checker = createChecker(readDescription(await githubDescription()));
  traffic = await scenarioTraffic();
}, SCENARIOS_MS);

describe("whatever a scenario asks GitHub for", () => {
  test("is a request that GitHub documents, or one of the few that its description cannot have", () => {
    const described = traffic.filter(({ request }) => namesOf(request).length === 0);
    const findings = described.flatMap(({ request }) => {
      return checker.checkRequest(request).map((finding) => `${nameOf(request)}: ${finding}`);
    });
    expect(counted(findings)).toEqual([]);
    const operations = counted(described.map(({ request }) => nameOf(request)));
    const others = counted(traffic.flatMap(({ request }) => namesOf(request)));
    process.stdout.write(
      [
        `${described.length} requests of ${operations.length} operations checked:`,
        ...operations.map((line) => `  ${line}`),
        `${traffic.length - described.length} requests that no description of the REST API has:`,
        ...others.map((line) => `  ${line}`),
        "",
      ].join("\n"),
    );
    expect(operations.length).toBeGreaterThan(20);
    conforms({
      ...GITHUB,
      claim: "operations that scenarios ask for, every request of them",
      cases: operations.length,
    });
  });

  test("is answered by the stand-in as GitHub documents it, unless the scenario makes something go wrong", () => {
    const findings = traffic.flatMap(({ request, answer, fault }) => {
      if (answer === null || fault !== null) return [];
      return checker.checkAnswer(request, answer).map((finding) => `${nameOf(request)}: ${finding}`);
    });
    expect(counted(findings)).toEqual([]);
    const answered = traffic.filter(({ answer, fault }) => answer !== null && fault === null);
    const operations = new Set(answered.flatMap(({ request }) => checker.operationOf(request)?.name ?? []));
    conforms({ ...GITHUB, claim: "operations that the stand-in answers, every answer of it", cases: operations.size });
  });

  test("needs every exception that is made", () => {
    const needed = new Set(traffic.flatMap(({ request }) => namesOf(request)));
    expect(UNDESCRIBED.filter(({ name }) => !needed.has(name))).toEqual([]);
  });
});

describe("the check would find", () => {
  test("an unknown path, an unknown parameter and an unknown field in each operation that was asked for", () => {
    const firsts = new Map(
      traffic.flatMap(({ request }) => {
        const operation = checker.operationOf(request);
        return operation === null ? [] : [[operation, request] as const];
      }),
    );
    for (const [{ name, body: taken }, request] of firsts) {
      const url = new URL(request.path, "http://github.invalid");
      url.searchParams.set("airworthy", "1");
      const elsewhere = { ...request, path: `/nowhere${request.path}` };
      expect(checker.checkRequest(elsewhere), name).toEqual(["path: no operation has it"]);
      const asking = { ...request, path: url.pathname + url.search };
      expect(checker.checkRequest(asking), name).toEqual(["query: airworthy is unknown"]);
      const body = { ...(isObject(request.body) ? request.body : {}), airworthy: 1 };
      const finding = taken === null ? "body: is given, and none is taken" : "body: /airworthy is unknown";
      expect(checker.checkRequest({ ...request, body }), name).toEqual([finding]);
    }
  });

  const checks = "/repos/octo-org/sentiment/check-runs";
  const run = { name: "model", head_sha: "a".repeat(40), status: "completed", conclusion: "success" };
  const issues = "/repos/octo-org/sentiment/issues";
  const refs = "/repos/octo-org/sentiment/git/refs/heads%2Fmain";

  // Read off the pages of https://docs.github.com/en/rest.
  test.each<[string, AskedRequest]>([
    [
      "a value that is not among those",
      { method: "POST", path: checks, headers: {}, body: { ...run, status: "done" } },
    ],
    ["a missing field", { method: "POST", path: checks, headers: {}, body: { ...run, name: undefined } }],
    ["a wrong type", { method: "PATCH", path: refs, headers: {}, body: { sha: "a", force: "no" } }],
    ["a wrong state in the query", { method: "GET", path: `${issues}?state=opened`, headers: {} }],
    ["a page that is no number", { method: "GET", path: `${issues}?page=first`, headers: {} }],
    ["an issue that has no number", { method: "GET", path: `${issues}/seven`, headers: {} }],
    ["a method that a path has not", { method: "DELETE", path: `${issues}/7`, headers: {} }],
    [
      "a ref whose slash is not escaped",
      { method: "PATCH", path: decodeURIComponent(refs), headers: {}, body: { sha: "a" } },
    ],
  ])("%s", (_, request) => {
    // An absent field, as JSON has it.
    const sent = request.body === undefined ? request : { ...request, body: JSON.parse(JSON.stringify(request.body)) };
    expect(checker.checkRequest(sent)).toHaveLength(1);
  });

  test("an answer with a status, a type, a value, a time or a field that is not documented", () => {
    const request = { method: "GET", path: `${issues}/7`, headers: {} };
    const findingsOf = (body: unknown, status = 200) => checker.checkAnswer(request, { status, body });
    expect(findingsOf({ number: 7, state: "open", body: null, labels: ["a", { name: "b" }] })).toEqual([]);
    expect(findingsOf({}, 409)).toHaveLength(1);
    expect(findingsOf({ number: "7" })).toHaveLength(1);
    expect(findingsOf({ author_association: "FRIEND" })).toHaveLength(1);
    expect(findingsOf({ created_at: "yesterday" })).toHaveLength(1);
    expect(findingsOf({ user: { nickname: "ann" } })).not.toEqual([]);
  });
});

/** The exceptions that a request is one of: none or one. */
function namesOf({ method, path }: AskedRequest): readonly string[] {
  const asked = `${method} ${path.split("?")[0]}`;
  return UNDESCRIBED.filter(({ request }) => request.test(asked)).map(({ name }) => name);
}

function nameOf(request: AskedRequest): string {
  return checker.operationOf(request)?.name ?? `${request.method} ${request.path}`;
}

/** Each text once, in order, with how often it is there. */
function counted(texts: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([text, count]) => `${text} × ${count}`);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
