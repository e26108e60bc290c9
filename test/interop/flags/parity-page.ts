import { type Comparison, ruleOf } from "./comparison.ts";
import type { KeptDifference } from "./kept-differences.ts";
import type { Row } from "./peers.ts";
import type { ServedFile } from "./rollout-shares.ts";

/** All that was compared. */
export interface Parity {
  readonly versions: { readonly flagd: string; readonly core: string };
  readonly seed: number;
  readonly keys: { readonly splits: number; readonly oddities: number; readonly users: number };
  readonly splits: readonly Row[];
  readonly oddities: readonly Row[];
  readonly operators: readonly Row[];
  readonly nested: Row;
  readonly shapes: Row;
  readonly kept: readonly KeptDifference[];
  readonly served: readonly ServedFile[];
}

const HEAD = "| | cases | ours | flagd-core |\n|---|--:|--:|--:|";
const COUNT = new Intl.NumberFormat("en");

/** The page of the documentation, as Markdown. */
export function parityPage(parity: Parity): string {
  const { versions, keys, seed, splits, oddities, operators, nested, shapes, kept, served } = parity;
  const all = [...splits, ...oddities, ...operators, nested, shapes];
  return [
    "# Parity with flagd",
    "`@airworthy/flags` answers as flagd's server does, but for what is listed here. The page is written by an interop test, which fails\n" +
      "where an answer or a number is another:",
    "```sh\nnpx vitest run --config vitest.interop.config.ts test/interop/flag-parity.test.ts --update\n```",
    `Each case is a flag and a context. Three are asked: flagd's own evaluator in Go (\`github.com/open-feature/flagd/core\` ${versions.flagd}, which` +
      ` its server answers by), this resolver, and \`${versions.core}\`, the JavaScript of flagd's providers. Compared are value, variant, reason,` +
      ` error code and metadata. The columns count the cases in which ours, or flagd-core, answers otherwise than flagd. Seed ${seed}.`,
    `**${COUNT.format(sum(all, ({ ours }) => ours.cases))} cases: ours differs in ${COUNT.format(sum(all, ({ ours }) => ours.different))},` +
      ` flagd-core in ${COUNT.format(sum(all, ({ core }) => core.different))}.**`,
    "## Splits",
    `\`fractional\` for ${COUNT.format(keys.splits)} targeting keys: in ASCII, in other scripts, with emoji, combining marks, halves of surrogate` +
      " pairs, NUL, code points of all planes, empty, and up to 16,385 characters long.",
    table(splits),
    `And what is no split, or hardly one, for ${COUNT.format(keys.oddities)} of these keys:`,
    table(oddities),
    "## Operators",
    "Random rules of each operator, with arguments of mixed types, missing variables and arguments of the wrong form; then nested ones of all" +
      " operators, and flags of every state, default and type of value.",
    table([...operators, nested, shapes]),
    "## Rollouts",
    `A rollout's \`flags.json\`, as it is written at each step, served to ${COUNT.format(keys.users)} users by flagd and by this resolver. The planned share is` +
      " that of users in no segment. Nobody loses the candidate from one step to the next.",
    rolloutTable(served),
    "## Where we differ, and mean to",
    "Random rules have none of these, but each is tested.",
    kept.map(keptItem).join("\n"),
    ...mistaken(all),
    "## Where flagd-core differs",
    "The simplest case of each, as rule and what it reads of the context; then flagd's answer and flagd-core's as variant and error code or reason.",
    items(all, "flagd-core", ({ core }) => core),
  ]
    .join("\n\n")
    .concat("\n");
}

function table(rows: readonly Row[]): string {
  const lines = rows.map(({ name, ours, core }) => {
    const numbers = [ours.cases, ours.different, core.different].map((count) => COUNT.format(count));
    return `| ${cell(name)} | ${numbers.join(" | ")} |`;
  });
  return [HEAD, ...lines].join("\n");
}

function rolloutTable(served: readonly ServedFile[]): string {
  const lines = served.map(({ name, planned, served: share, exposed, different }) => {
    const shares = [planned, share].map((part) => `${Number((part * 100).toFixed(2))} %`);
    return `| ${cell(name)} | ${shares.join(" | ")} | ${COUNT.format(exposed)} | ${COUNT.format(different)} |`;
  });
  return ["| | planned | served | users who have the candidate | ours |\n|---|--:|--:|--:|--:|", ...lines].join("\n");
}

function keptItem({ why, question, flagd, ours }: KeptDifference): string {
  const [context] = question.contexts;
  const flags: unknown = JSON.parse(question.definition);
  const shown = typeof flags === "object" && flags !== null && "flags" in flags ? JSON.stringify(flags.flags) : "";
  return `- ${why} ${code(shown)} ${code(JSON.stringify(context))}: flagd ${flagd.join(" or ")}, ours ${ours}.`;
}

/** What is said of rules of the wrong form; nothing where all are answered alike. */
function mistaken(rows: readonly Row[]): readonly string[] {
  if (rows.every(({ ours }) => ours.different === 0)) return [];
  return [
    "## Rules of the wrong form",
    "An operator with arguments that it cannot work with ends an evaluation with PARSE_ERROR, as a rule in both. In all of the cases that the" +
      " column of ours counts, it does so in one of them alone; wherever both find a variant, or a default, it is the same. The simplest of each:",
    items(rows, "ours", ({ ours }) => ours),
  ];
}

function items(rows: readonly Row[], who: string, of: (row: Row) => Comparison): string {
  return rows.flatMap((row) => exampleItem(row.name, of(row), who)).join("\n");
}

function exampleItem(name: string, { different, example }: Comparison, who: string): readonly string[] {
  if (example === null) return [];
  const { flag, context, flagd, other } = example;
  const rule = JSON.stringify(ruleOf(flag)) ?? flag;
  const shown = rule.length > MOST_SHOWN ? `${rule.slice(0, MOST_SHOWN)}…` : rule;
  const answers = `flagd ${brief(flagd)}, ${who} ${brief(other)}`;
  return [`- ${cell(name)} (${COUNT.format(different)}): ${code(shown)} ${code(asked(rule, context))}: ${answers}.`];
}

const MOST_SHOWN = 200;

/** What of a context a rule may look at. */
function asked(rule: string, context: string): string {
  const isUnit = rule.includes("fractional");
  const names = Object.entries(JSON.parse(context)).filter(([name]) => {
    return rule.includes(`"${name}"`) || rule.includes(`"${name}.`) || (isUnit && name === "targetingKey");
  });
  return JSON.stringify(Object.fromEntries(names));
}

/** Variant and error code or reason of an answer. */
function brief(answer: string): string {
  if (!answer.startsWith("[")) return answer;
  const parsed: unknown = JSON.parse(answer);
  const [, variant, reason, errorCode]: readonly unknown[] = Array.isArray(parsed) ? parsed : [];
  return [variant, errorCode ?? reason].filter((part) => typeof part === "string").join(" ");
}

/** Text as Markdown's code: between more backticks than it has in a row; control characters as JSON escapes them. */
function code(text: string): string {
  const fence = "`".repeat(Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  const shown = text.replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
  return `${fence}${shown.toWellFormed()}${fence}`;
}

function cell(text: string): string {
  return /^\w[\w ,:'%]*$/u.test(text) ? text : code(text).replaceAll("|", "\\|");
}

function sum(rows: readonly Row[], of: (row: Row) => number): number {
  return rows.reduce((total, row) => total + of(row), 0);
}
