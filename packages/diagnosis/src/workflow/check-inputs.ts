import { nearest } from "@airworthy/evidence";
import type { Catalogue, KnownInput, KnownWorkflow } from "../catalogue/catalogue.ts";
import type { Finding } from "../finding.ts";
import { actionOf, type Check, findingAt, pathOfInput, workflowOf } from "./context.ts";
import type { Use } from "./uses-of.ts";
import { isExpression } from "./workflow.ts";

const SHOWN_CHARACTERS = 100;

/** What is used is there, with inputs that are there, all that are required, and values that are allowed. */
export const checkInputs: Check = ({ uses, catalogue }) =>
  uses.flatMap((use) => {
    const called = workflowOf(use, catalogue);
    const known = actionOf(use, catalogue) ?? called;
    if (known === undefined || use.ref === "") return [unknownUse(use, catalogue)];
    return [
      ...unknownInputs(use, known.inputs),
      ...missingInputs(use, known.inputs),
      ...invalidInputs(use, known.inputs),
      ...(called === undefined ? [] : checkCall(use, called, catalogue)),
    ];
  });

function checkCall(use: Use, called: KnownWorkflow, catalogue: Catalogue): Finding[] {
  return [
    ...missingBeside(use, called),
    ...invalidPassed(use, called, catalogue),
    ...unknownSecrets(use, called.secrets),
  ];
}

function unknownUse(use: Use, { actions, workflows }: Catalogue): Finding {
  const { workflow, path, name, ref, step } = use;
  const written = (step?.uses ?? use.job.uses ?? "").slice(0, SHOWN_CHARACTERS);
  const names = (step === null ? workflows : actions).map((known) => known.name);
  const folder = step === null ? ".github/workflows" : "actions";
  const near = nearest(name, names);
  const found = ref === "" && names.includes(name) ? `${written} names no version` : `there is no ${written}`;
  const remedy =
    near === undefined
      ? `There are ${names.join(", ")}, each as airworthy/airworthy/${folder}/NAME@v1.`
      : `Write uses: airworthy/airworthy/${folder}/${near}@${ref || "v1"}`;
  return findingAt("action-unknown", workflow, path, found, remedy);
}

function unknownInputs(use: Use, inputs: readonly KnownInput[]): Finding[] {
  const names = inputs.map(({ name }) => name);
  return [...use.with.keys()]
    .filter((name) => !names.includes(name))
    .map((name) => {
      const near = nearest(name, names);
      const remedy = near === undefined ? `The inputs of ${use.name} are ${names.join(", ")}.` : `Write ${near}:`;
      const found = `${use.name} has no input ${JSON.stringify(name)}`;
      return findingAt("input-unknown", use.workflow, pathOfInput(use, name), found, remedy);
    });
}

function missingInputs(use: Use, inputs: readonly KnownInput[]): Finding[] {
  return inputs
    .filter(({ name, required }) => required && (use.with.get(name) ?? "") === "")
    .map(({ name }) => {
      const found = `${use.name} needs the input ${name}`;
      return findingAt("input-missing", use.workflow, pathOfInput(use), found, `with:\n  ${name}: …`);
    });
}

function missingBeside(use: Use, { needs }: KnownWorkflow): Finding[] {
  return [...needs]
    .filter(([given, needed]) => (use.with.get(given) ?? "") !== "" && (use.with.get(needed) ?? "") === "")
    .map(([given, needed]) => {
      const found = `${use.name} needs the input ${needed} beside ${given}`;
      return findingAt("input-missing", use.workflow, pathOfInput(use, given), found, `with:\n  ${needed}: …`);
    });
}

/** What a reusable workflow hands on to an action is held to what that one takes. */
function invalidPassed(use: Use, { passes }: KnownWorkflow, { actions }: Catalogue): Finding[] {
  const taken = [...passes].flatMap(([name, taker]) => {
    const inputs = actions.find((action) => action.name === taker)?.inputs ?? [];
    return inputs.filter((input) => input.name === name);
  });
  return invalidInputs(use, taken);
}

function invalidInputs(use: Use, inputs: readonly KnownInput[]): Finding[] {
  return inputs.flatMap(({ name, problemOf }) => {
    const value = use.with.get(name) ?? "";
    if (value === "" || isExpression(value)) return [];
    const problem = problemOf(value);
    if (problem === null) return [];
    const found = `${use.name}: ${name} is ${JSON.stringify(value.slice(0, SHOWN_CHARACTERS))}`;
    return [findingAt("input-invalid", use.workflow, pathOfInput(use, name), found, `Of ${name}, ${problem}.`)];
  });
}

function unknownSecrets({ workflow, job, name }: Use, secrets: readonly string[]): Finding[] {
  return job.secrets
    .filter((secret) => !secrets.includes(secret))
    .map((secret) => {
      const near = nearest(secret, secrets);
      const all =
        secrets.length === 0 ? `${name} takes no secrets.` : `The secrets of ${name} are ${secrets.join(", ")}.`;
      const found = `${name} has no secret ${JSON.stringify(secret)}`;
      const path = [...job.path, "secrets", secret];
      return findingAt("input-unknown", workflow, path, found, near === undefined ? all : `Write ${near}:`);
    });
}
