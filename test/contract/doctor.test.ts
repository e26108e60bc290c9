import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { commands } from "@airworthy/commands";
import {
  AREAS,
  conditionalPermissions,
  conditionOf,
  examineWorkflows,
  type KnownAction,
  type KnownInput,
  REUSABLE_WORKFLOWS,
  RULE_IDS,
  ruleOf,
} from "@airworthy/diagnosis";
import { allInputs, isAction } from "@airworthy/runtime";
import { expect, test } from "vitest";
import { REPOSITORY } from "../harness/action-manifest.ts";
import { readWorkflow } from "../harness/workflow/workflow-file.ts";
import { isMapping, parseYaml, yamlTexts } from "./yaml-document.ts";

/** A reason that begins so is one that not every use has. */
const CONDITIONAL = /^(?:Only|With|Under|Where) /;

const actions = commands.filter(isAction).map((command): KnownAction => {
  const inputs = Object.entries(allInputs(command)).map(([name, input]) => ({
    name,
    required: input.required,
    problemOf: () => null,
  }));
  return { ...command, inputs };
});

test("the workflows that documents, examples and starters show have no errors", () => {
  const texts = yamlTexts()
    .filter((text) => parseYaml(text).some((value) => isMapping(value) && "on" in value && "jobs" in value))
    .map(({ where, text }) => ({ path: where, text }));
  expect(texts.length).toBeGreaterThan(20);
  const { findings, uses } = examineWorkflows(texts, { actions, workflows: REUSABLE_WORKFLOWS });
  expect(uses.length).toBeGreaterThan(20);
  expect(findings.filter(({ rule }) => ruleOf(rule).severity === "error")).toEqual([]);
});

test("a permission that not every use needs has a condition, and no other has", () => {
  const declared = actions.flatMap(({ name, permissions }) =>
    permissions.map((permission) => ({ name, ...permission })),
  );
  const lacking = declared
    .filter(({ reason }) => CONDITIONAL.test(reason))
    .filter(({ name, scope }) => conditionOf(name, scope) === undefined);
  expect(lacking).toEqual([]);
  const idle = conditionalPermissions().filter(
    ([action, scope]) => !declared.some((permission) => permission.name === action && permission.scope === scope),
  );
  expect(idle).toEqual([]);
});

test.each(REUSABLE_WORKFLOWS.map((known) => [known.name, known] as const))(
  "what doctor knows of %s is what its file says",
  async (name, known) => {
    const { on, jobs } = await readWorkflow(name);
    const { inputs } = on.workflow_call;
    const [whole] = parseYaml({ where: name, text: readFileSync(join(REPOSITORY, ".github/workflows", name), "utf8") });
    const called = isMapping(whole) && isMapping(whole["on"]) ? whole["on"]["workflow_call"] : null;
    const written = isMapping(called) && isMapping(called["inputs"]) ? Object.entries(called["inputs"]) : [];
    const secrets = isMapping(called) && isMapping(called["secrets"]) ? Object.keys(called["secrets"]) : [];

    expect(known.inputs.map((input) => input.name).sort()).toEqual(Object.keys(inputs).sort());
    for (const [input, says] of written) {
      const { type, required = false } = isMapping(says) ? says : {};
      const own = known.inputs.find((candidate) => candidate.name === input);
      expect([input, own?.required], name).toEqual([input, required]);
      expect([input, own?.problemOf("some text") === null], name).toEqual([input, type === "string"]);
      expect([input, own?.problemOf("true") === null], name).toEqual([input, type !== "number"]);
    }
    expect([...known.secrets].sort()).toEqual([...secrets].sort());
    expect(Object.fromEntries(known.passes)).toEqual(Object.fromEntries(passedOn(jobs, known.inputs)));
    expect(Object.fromEntries(known.needs)).toEqual(Object.fromEntries(neededBeside(jobs)));

    const asked = new Map<string, string>();
    for (const { permissions } of Object.values(jobs)) {
      for (const [scope, access] of Object.entries(permissions)) {
        if (asked.get(scope) !== "write") asked.set(scope, String(access));
      }
    }
    expect(Object.fromEntries(known.permissions.map(({ scope, access }) => [scope, access]))).toEqual(
      Object.fromEntries(asked),
    );
  },
);

type Jobs = Awaited<ReturnType<typeof readWorkflow>>["jobs"];

/** Of a workflow's texts those that an action takes as they are, under the same name, and holds to more than being a text. */
function passedOn(jobs: Jobs, texts: readonly KnownInput[]): [input: string, action: string][] {
  return actionSteps(jobs).flatMap(({ action, inputs, given }) =>
    Object.entries(inputs)
      .filter(([, { type }]) => ["choice", "integer", "number", "flag"].includes(type))
      .filter(([name]) => given[name] === `\${{ inputs.${name} }}`)
      .filter(([name]) => texts.find((input) => input.name === name)?.problemOf("some text") === null)
      .map(([name]): [string, string] => [name, action]),
  );
}

/** By the input that a step runs for, another one that its action requires. */
function neededBeside(jobs: Jobs): [given: string, needed: string][] {
  return actionSteps(jobs).flatMap(({ condition, inputs, given }) => {
    const [, reason] = /^inputs\.([\w-]+) != ''/.exec(condition) ?? [];
    if (reason === undefined) return [];
    return Object.entries(inputs)
      .filter(([, { required }]) => required)
      .map(([name]) => /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(String(given[name]))?.[1] ?? reason)
      .filter((needed) => needed !== reason)
      .map((needed): [string, string] => [reason, needed]);
  });
}

function actionSteps(jobs: Jobs) {
  return Object.values(jobs)
    .flatMap(({ steps }) => steps)
    .flatMap(({ uses = "", with: given, if: condition = "" }) => {
      const action = uses.replace("$/actions/", "");
      const command = commands.filter(isAction).find(({ name }) => name === action);
      return command === undefined ? [] : [{ action, inputs: allInputs(command), given, condition }];
    });
}

test("the page that a finding names is there", () => {
  const pages = new Set(RULE_IDS.map((id) => ruleOf(id).page));
  expect([...pages].filter((page) => !existsSync(join(REPOSITORY, "docs", page)))).toEqual([]);
});

test("docs/doctor.md lists every rule as the code has it", () => {
  const document = readFileSync(join(REPOSITORY, "docs", "doctor.md"), "utf8");
  for (const area of AREAS) {
    const [, part = ""] = document.split(`### Rules about ${area}\n`);
    const rows = part.trim().split("\n\n")[0]?.split("\n").slice(2);
    const rules = RULE_IDS.filter((id) => ruleOf(id).area === area);
    expect(rows).toEqual(
      rules.map((id) => {
        const { severity, finds, why } = ruleOf(id);
        return `| \`${id}\` | ${severity} | ${finds} | ${why} |`;
      }),
    );
  }
});
