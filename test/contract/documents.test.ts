import { NoOperationTraceWriter, parseWorkflow } from "@actions/workflow-parser";
import { parseSuite, planSuite, type SuitePorts } from "@airworthy/behavior";
import { describe, expect, test } from "vitest";
import { readActionManifest } from "../harness/action-manifest.ts";
import { isMapping, type Mapping, mappingsIn, parseYaml, yamlBlocks, yamlTexts } from "./yaml-document.ts";

const texts = yamlTexts();
const parsed = texts.flatMap((text) => parseYaml(text).map((value) => ({ ...text, value })));
const workflows = parsed.filter(({ value }) => isMapping(value) && "on" in value && "jobs" in value);

/** Each step of a workflow or of a part of one, with where it stands. */
const steps = parsed.flatMap(({ where, value }) =>
  mappingsIn(value)
    .filter((mapping) => typeof mapping["uses"] === "string" || typeof mapping["run"] === "string")
    .map((step) => ({ where, step })),
);

/** Our own actions: from the repository, beside the workflow, or from the workflow's own commit. */
const OURS = /^(?:airworthy\/airworthy|\.|\$)\/actions\/(?<verb>[^@/]+)(?:@(?<ref>.+))?$/;
const PINNED = /^\s*(?:- )?uses: (?!\.{0,2}\/|\$\/|airworthy\/)(?<action>\S+)(?<comment>.*)$/gm;

function withOf(step: Mapping): Mapping {
  return isMapping(step["with"]) ? step["with"] : {};
}

test("there is something to check", () => {
  expect(workflows.length).toBeGreaterThanOrEqual(3);
  expect(steps.length).toBeGreaterThan(20);
});

describe("workflows", () => {
  test("are what GitHub's own parser accepts", () => {
    for (const { where, text } of workflows) {
      const { context } = parseWorkflow({ name: where, content: text }, new NoOperationTraceWriter());
      expect(
        context.errors.getErrors().map(({ message }) => message),
        where,
      ).toEqual([]);
    }
  });

  test("start from no permission, and every job says which it needs", () => {
    for (const { where, value } of workflows) {
      const [workflow] = mappingsIn(value);
      expect(workflow?.["permissions"], where).toEqual({});
      for (const [name, job] of Object.entries(isMapping(workflow?.["jobs"]) ? workflow["jobs"] : {})) {
        expect(isMapping(job) && "permissions" in job, `${where}: ${name}`).toBe(true);
      }
    }
  });

  test("that start on pull_request_target are not shown or used", () => {
    expect(texts.filter(({ text }) => /^\s*pull_request_target:/m.test(text)).map(({ where }) => where)).toEqual([]);
  });
});

test("no checkout keeps its credentials", () => {
  const kept = steps.filter(
    ({ step }) => String(step["uses"]).startsWith("actions/checkout@") && withOf(step)["persist-credentials"] !== false,
  );
  expect(kept.map(({ where }) => where)).toEqual([]);
});

test("no script holds an expression: what an event brings goes through env", () => {
  const scripts = steps.map(({ where, step }) => ({
    where,
    text: `${step["run"] ?? ""}${withOf(step)["script"] ?? ""}`,
  }));
  expect(scripts.filter(({ text }) => text.includes("${{")).map(({ where }) => where)).toEqual([]);
});

test("actions of others are pinned by commit, with the version beside it", () => {
  const loose = texts.flatMap(({ where, text }) =>
    [...text.matchAll(PINNED)]
      .filter(({ groups }) => {
        return !(/@[0-9a-f]{40}$/.test(groups?.["action"] ?? "") && /# v\d/.test(groups?.["comment"] ?? ""));
      })
      .map(({ groups }) => `${where}: ${groups?.["action"]}`),
  );
  expect(loose).toEqual([]);
});

test("every use of our actions gives inputs that exist, and all that are required", async () => {
  const uses = steps.flatMap(({ where, step }) => {
    const verb = OURS.exec(String(step["uses"]))?.groups?.["verb"];
    return verb === undefined ? [] : [{ where, verb, given: Object.keys(withOf(step)) }];
  });
  expect(uses.length).toBeGreaterThan(8);
  for (const { where, verb, given } of uses) {
    const { inputs } = await readActionManifest(verb);
    const required = [...inputs].filter(([, input]) => input.required).map(([name]) => name);
    expect({ where, verb, unknown: given.filter((name) => !inputs.has(name)) }).toEqual({ where, verb, unknown: [] });
    expect({ where, verb, missing: required.filter((name) => !given.includes(name)) }).toEqual({
      where,
      verb,
      missing: [],
    });
  }
});

test("every suite that is shown is one that test-behavior takes", async () => {
  const suites = parsed.filter(
    ({ value }) => isMapping(value) && "name" in value && ("tests" in value || "imports" in value),
  );
  expect(suites.length).toBeGreaterThanOrEqual(2);
  // Its files are read, and a judge is asked, when it runs.
  const ungraded = () => Promise.reject(new Error("nothing is graded here"));
  const unread = () => Promise.reject(new Error("nothing is read here"));
  const ports: SuitePorts = {
    judge: () => ({ grade: ungraded }),
    readRows: unreadable,
    readLines: unreadable,
    readText: unread,
  };
  for (const { where, text } of suites) {
    const plan = await planSuite(parseSuite(text, where), where, ports, { repeats: 1, shard: null });
    expect(plan.tests.length, where).toBeGreaterThan(0);
  }
});

async function* unreadable(): AsyncGenerator<never> {
  yield await Promise.reject(new Error("nothing is read here"));
}

test("blocks are found with the line they start on", () => {
  const markdown = "a\n\n```yaml\nb: 1\n```\n\n~~~yml title\nc: 2\n~~~\n\n```json\n{}\n```\n";
  expect(yamlBlocks("x.md", markdown)).toEqual([
    { where: "x.md:3", text: "b: 1\n" },
    { where: "x.md:7", text: "c: 2\n" },
  ]);
});
