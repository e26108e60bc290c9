import { allInputs, type Command } from "@airworthy/runtime";
import { actionDefault, allOutputs, inputDescription } from "./action-manifest.ts";

/**
 * A text with what stands between `<!-- marker:start -->` and `<!-- marker:end -->` replaced; throws where the two are
 * not there exactly once, in order.
 */
export function replaceBetween(marker: string, text: string, generated: string, file: string): string {
  const [start, end] = [`<!-- ${marker}:start -->`, `<!-- ${marker}:end -->`];
  const [before, rest, ...moreStarts] = text.split(start);
  const [, after, ...moreEnds] = rest?.split(end) ?? [];
  if (before === undefined || after === undefined || moreStarts.length > 0 || moreEnds.length > 0) {
    throw new Error(`${file} must hold ${start} and, after it, ${end}, once each`);
  }
  return `${before}${start}\n\n${generated.trim()}\n\n${end}${after}`;
}

/** What an action's README says of its interface. */
export function actionTables(command: Command): string {
  const inputs = Object.entries(allInputs(command)).map(([name, input]) => [
    code(name),
    input.required ? "yes" : "",
    codeOrNothing(actionDefault(input)),
    inputDescription(input),
  ]);
  const permissions = command.permissions.map(({ scope, access, reason }) => [code(`${scope}: ${access}`), reason]);
  return [
    "## Permissions and triggers",
    permissions.length === 0 ? "It needs no permission." : table(["Permission", "Why"], permissions),
    `Meant for: ${command.triggers.map(code).join(", ")}.`,
    "## Inputs",
    table(["Input", "Required", "Default", "Description"], inputs),
    "## Outputs",
    table(
      ["Output", "Holds"],
      allOutputs(command).map(([name, description]) => [code(name), description]),
    ),
  ].join("\n\n");
}

/** The root README's table of all verbs. */
export function catalogue(commands: readonly Command[]): string {
  const rows = commands.map((command) => [
    `[${code(command.name)}](actions/${command.name})`,
    command.summary,
    command.permissions.map(({ scope, access }) => code(`${scope}: ${access}`)).join(", ") || "none",
    command.triggers.map(code).join(", "),
  ]);
  return table(["Verb", "What it does", "Permissions", "Triggers"], rows);
}

/** A Markdown table. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), `|${" --- |".repeat(head.length)}`, ...rows.map(line)].join("\n");
}

/** Code in a line stands between runs of as many backticks; a lone run is text, in which a tag may begin. */
const CODE_OR_TAG = /(?<!`)(?<ticks>`+)(?!`).*?(?<!`)\k<ticks>(?!`)|</g;

/** Nothing in it is a column, a line or, outside code, a tag. */
function cell(text: string): string {
  const line = text.replaceAll(/\r?\n/g, " ").replaceAll(/(?<slashes>\\*)\|/g, escapePipe);
  return line.replaceAll(CODE_OR_TAG, (found) => (found === "<" ? "&lt;" : found));
}

/** A pipe after an odd number of backslashes is escaped already: one more would make a column of it. */
function escapePipe(pipe: string, slashes: string): string {
  return slashes.length % 2 === 0 ? `${slashes}\\|` : pipe;
}

function codeOrNothing(text: string | undefined): string {
  return text === undefined ? "" : code(text.replaceAll(/\r?\n/g, ", "));
}

function code(text: string): string {
  return `\`${text}\``;
}
