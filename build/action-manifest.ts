import { allInputs, COMMON_OUTPUTS, type Command, type Input } from "@airworthy/runtime";
import { stringify } from "yaml";

/** Icons of Feather 4.28, as GitHub's branding allows them. */
const ICONS: ReadonlyMap<string, string> = new Map([
  ["package-model", "package"],
  ["test-behavior", "check-square"],
  ["compare-metrics", "bar-chart-2"],
  ["post-report", "message-square"],
]);

/** The whole action.yml of a verb. */
export function actionManifest(command: Command): string {
  const manifest = {
    name: `Airworthy ${command.name}`,
    description: command.summary,
    author: "Airworthy",
    inputs: Object.fromEntries(Object.entries(allInputs(command)).map(([name, input]) => [name, actionInput(input)])),
    outputs: Object.fromEntries(allOutputs(command).map(([name, description]) => [name, { description }])),
    runs: { using: "node24", main: `../../dist/${command.name}.js` },
    branding: { icon: ICONS.get(command.name) ?? "shield", color: "blue" },
  };
  const note = `# Made by \`npm run generate\` from packages/commands/src/${command.name}.ts: edit that.\n`;
  return note + stringify(manifest, { lineWidth: 0 });
}

/** Every output of a verb and what it holds: the common ones first. */
export function allOutputs(command: Command): [name: string, description: string][] {
  return Object.entries({ ...COMMON_OUTPUTS, ...command.outputs });
}

/** The default that action.yml declares; undefined where there is none. */
export function actionDefault(input: Input<unknown>): string | undefined {
  return input.actionDefault ?? input.defaultText;
}

/** The description, and what is allowed where the description of a type does not say it. */
export function inputDescription(input: Input<unknown>): string {
  if (input.type === "list" && !input.description.includes("a line")) return `${input.description} One a line.`;
  const isBounded = input.type === "number" || input.type === "integer" || input.type === "choice";
  return isBounded ? `${input.description} ${sentence(input.allowed)}` : input.description;
}

function actionInput(input: Input<unknown>) {
  const fallback = actionDefault(input);
  return {
    description: inputDescription(input),
    required: input.required,
    ...(fallback === undefined ? {} : { default: fallback }),
  };
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
