import { FACE_FLAGS } from "./arguments.ts";
import { COMMON_INPUTS, type Command, EVIDENCE_INPUTS } from "./command.ts";
import type { DropIn } from "./drop-in.ts";
import { EXIT_CODES } from "./exit-code.ts";
import type { Input, InputMap } from "./input.ts";
import type { Style } from "./style.ts";
import { TOOL } from "./tool.ts";

/** How help is laid out: `columns` wide at most. */
export interface HelpLayout {
  readonly columns: number;
  readonly style: Style;
}

/** All that can be said first. */
export interface Offered {
  readonly commands: readonly Command[];
  readonly dropIns: readonly DropIn[];
}

/** The help of the whole: every verb, and every other program whose words are understood, with its summary. */
export function renderHelp({ commands, dropIns }: Offered, layout: HelpLayout): string {
  const { strong } = layout.style;
  return render(
    `${strong("Airworthy")} ${TOOL.version}: from pull request to rollout, with evidence at every step.`,
    [
      { title: "Usage", rows: [["airworthy <verb> [--input value …]", ""]] },
      { title: "Verbs", rows: commands.map(({ name, summary }) => [name, summary]) },
      { title: "Other programs' words", rows: dropIns.map(({ name, summary }) => [name, summary]) },
      {
        title: "Options",
        rows: [
          ["--help", "Shows this help; after a verb, that verb's."],
          ["--version", "Shows the version."],
        ],
      },
      EXIT_CODE_SECTION,
    ],
    layout,
  );
}

/** The help of a verb: everything its definition says. */
export function renderVerbHelp(command: Command, layout: HelpLayout): string {
  const required = Object.entries(command.inputs).filter(([, input]) => input.required && input.type !== "secret");
  const usage = ["airworthy", command.name, ...required.map(termOf), "[--input value …]"].join(" ");
  const outputs = Object.entries(command.outputs);
  return render(
    `${layout.style.strong(`airworthy ${command.name}`)}: ${command.summary}`,
    [
      { title: "Usage", rows: [[usage, ""], ...aliasRows(command)] },
      { title: "Inputs", rows: inputRows(command.inputs) },
      { title: "Evidence", rows: command.writesEvidence ? inputRows(EVIDENCE_INPUTS) : [] },
      { title: "Options", rows: [...inputRows(COMMON_INPUTS), ...faceRows()] },
      { title: "Outputs, with --json", rows: outputs },
      EXIT_CODE_SECTION,
    ],
    layout,
  );
}

type Row = readonly [term: string, description: string];

interface Section {
  readonly title: string;
  readonly rows: readonly Row[];
}

const EXIT_CODE_SECTION: Section = {
  title: "Exit codes",
  rows: EXIT_CODES.map(([code, meaning]) => [String(code), meaning]),
};

function aliasRows({ aliases = [] }: Command): Row[] {
  return aliases.map((alias) => [`Also airworthy ${alias}.`, ""]);
}

function inputRows(inputs: InputMap): Row[] {
  return Object.entries(inputs).map((entry) => [termOf(entry), describeInput(entry[1])]);
}

function faceRows(): Row[] {
  return Object.entries(FACE_FLAGS).map(([name, description]) => [`--${name}`, description]);
}

/** A secret is shown by its environment variable, since it is no flag. */
function termOf([name, input]: [string, Input<unknown>]): string {
  if (input.type === "secret") return `$${input.environment ?? name}`;
  return input.type === "flag" ? `--[no-]${name}` : `--${name} <${input.type === "integer" ? "n" : input.type}>`;
}

function describeInput(input: Input<unknown>): string {
  const isPlain = input.type === "text" || input.type === "path" || input.type === "flag" || input.type === "secret";
  const notes = [
    ...(isPlain ? [] : [input.type === "list" ? "repeat for several" : input.allowed]),
    ...(input.required ? ["required"] : []),
    ...(input.defaultText === undefined ? [] : [`default ${input.defaultText.replaceAll("\n", ", ")}`]),
  ];
  return notes.length === 0 ? input.description : `${input.description} (${notes.join("; ")})`;
}

/** A term beyond this stands on a line of its own. */
const LONGEST_TERM = 34;
const NARROWEST_DESCRIPTION = 20;
const MARGIN = "  ";

/** Sections that have rows, their descriptions in one column throughout. */
function render(first: string, sections: readonly Section[], { columns, style }: HelpLayout): string {
  const shown = sections.filter(({ rows }) => rows.length > 0);
  const described = shown.flatMap(({ rows }) => rows).filter(([, description]) => description !== "");
  const lengths = described.map(([term]) => term.length).filter((length) => length <= LONGEST_TERM);
  const width = Math.max(0, ...lengths);
  const indent = " ".repeat(width + 2 * MARGIN.length);
  const lines = shown.flatMap(({ title, rows }) => {
    const body = rows.flatMap(([term, description]) => {
      const [next = "", ...rest] = wrap(description, Math.max(NARROWEST_DESCRIPTION, columns - indent.length));
      const apart = term.length > width && next !== "";
      const head = apart
        ? [MARGIN + term, indent + next]
        : [`${MARGIN}${term.padEnd(width)}${MARGIN}${next}`.trimEnd()];
      return [...head, ...rest.map((line) => indent + line)];
    });
    return ["", style.strong(title), ...body];
  });
  return `${[...wrap(first, columns), ...lines].join("\n")}\n`;
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
