import { type Catalogue, type KnownAction, type KnownInput, REUSABLE_WORKFLOWS } from "@airworthy/diagnosis";
import { allInputs, type Command, type Input, InputProblem, isAction } from "@airworthy/runtime";

/** What workflows can use of the verbs. */
export function catalogueOf(verbs: readonly Command[]): Catalogue {
  return { actions: verbs.filter(isAction).map(actionOf), workflows: REUSABLE_WORKFLOWS };
}

function actionOf(command: Command): KnownAction {
  const { name, permissions, triggers } = command;
  return { name, permissions, triggers, inputs: Object.entries(allInputs(command)).map(inputOf) };
}

function inputOf([name, input]: [string, Input<unknown>]): KnownInput {
  return { name, required: input.required, problemOf: (value) => problemOf(input, value) };
}

function problemOf(input: Input<unknown>, value: string): string | null {
  try {
    input.parse(value);
    return null;
  } catch (error) {
    if (error instanceof InputProblem) return error.message;
    throw error;
  }
}
