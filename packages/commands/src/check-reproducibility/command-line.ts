import type { CheckInputs } from "./inputs.ts";

/** What a shell takes as it is, and, within double quotes, as text; others are left for the reader to fill in. */
const PLAIN_WORD = /^(?!-)[\w./@:-]+$/;
const QUOTABLE = /^(?!-)[\w./@:=(),%&|<>*? -]+$/;

/** The command that checks the same again. Values of the environment are left for the reader to fill in. */
export function commandLineOf(inputs: CheckInputs): string {
  const several = (name: string, values: readonly string[] = []) => values.map((value) => option(name, value));
  return [
    "npx airworthy check-reproducibility",
    option("command", inputs.command.trim()),
    ...several("outputs", inputs.outputs),
    ...(inputs["working-directory"] === "." ? [] : [option("working-directory", inputs["working-directory"])]),
    ...(inputs.isolation === "copy" ? several("exclude", inputs.exclude) : ["--isolation in-place"]),
    ...several("tolerance", inputs.tolerance),
    ...several("perturb", inputs.perturb),
    ...several(
      "environment",
      inputs.environment?.map((line) => line.replace(/=.*/s, "=<value>")),
    ),
    ...several("data", inputs.data),
    ...several("parameters", inputs.parameters),
    ...several("metrics", inputs.metrics),
    ...(inputs.stdout ? ["--stdout"] : []),
    `--runs ${inputs.runs} --seed ${inputs.seed} --threads ${inputs.threads} --timeout ${inputs.timeout}`,
  ].join(" ");
}

function option(name: string, value: string): string {
  if (PLAIN_WORD.test(value)) return `--${name} ${value}`;
  return QUOTABLE.test(value) ? `--${name} "${value}"` : `--${name} <${name}>`;
}
