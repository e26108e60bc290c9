import type { DataRow } from "../cases/from-rows.ts";
import { Unsupported } from "./unsupported.ts";

type Fields = Readonly<Record<string, unknown>>;

/** `type(threshold): value`, as promptfoo's tables write an assertion; anything else is what the answer must be. */
const COMPACT = /^((?:not-)?[a-z][a-z\d-]*)(?:\((\d+(?:\.\d+)?)\))?(?::([\s\S]*))?$/;

/** Written without a value too; any other lone word is an answer. */
const WITHOUT_VALUE = new Set(["is-json", "not-is-json", "is-refusal", "not-is-refusal", "cost", "latency"]);

/** All that promptfoo knows, those without an equal here too. */
const TYPES = new Set(
  `
  answer-relevance bleu classifier contains contains-all contains-any contains-html contains-json contains-sql contains-xml
  context-faithfulness context-recall context-relevance conversation-relevance cost equals factuality finish-reason g-eval
  gleu guardrails human icontains icontains-all icontains-any is-html is-json is-refusal is-sql is-valid-function-call
  is-valid-openai-function-call is-valid-openai-tools-call is-xml javascript latency levenshtein llm-rubric max-score meteor
  model-graded-closedqa model-graded-factuality moderation perplexity perplexity-score pi python regex rouge-l rouge-n rouge-s
  ruby search-rubric select-best similar skill-used starts-with tool-call-f1 trace-error-spans trace-span-count
  trace-span-duration trajectory webhook word-count`
    .trim()
    .split(/\s+/)
    .flatMap((type) => [type, `not-${type}`]),
);

const LEGACY = new Map([
  ["fn:", "javascript"],
  ["eval:", "javascript"],
  ["javascript:", "javascript"],
  ["python:", "python"],
  ["file://", "javascript"],
  ["grade:", "llm-rubric"],
]);

const EXPECTED_COLUMN = /^__expected\d*$/;
const OPTIONS = new Set(["__prefix", "__suffix", "__threshold"]);

/** What names, groups or explains a case, and changes nothing of it. */
const HARMLESS = /^__(description|metric|metadata(:.*)?)$/;

/**
 * A row of a table of promptfoo's as a test case of its: columns are variables, but for those that begin with two underscores.
 * Throws Unsupported for one of these that is not known here.
 */
export function testOfRow({ values }: DataRow): Fields {
  const cells = [...values].map(([column, value]): [string, string] => [column, String(value ?? "")]);
  const own = cells.filter(([column, text]) => column.startsWith("__") && text.trim() !== "");
  const strange = own.find(
    ([column]) => !HARMLESS.test(column) && !EXPECTED_COLUMN.test(column) && !OPTIONS.has(column),
  );
  if (strange !== undefined) throw new Unsupported(`the column ${JSON.stringify(strange[0])}`);
  const threshold = own.find(([column]) => column === "__threshold")?.[1];
  const options = own.filter(([column]) => column === "__prefix" || column === "__suffix");
  return {
    vars: Object.fromEntries(cells.filter(([column]) => !column.startsWith("__"))),
    assert: own.filter(([column]) => EXPECTED_COLUMN.test(column)).map(([, text]) => compactAssertion(text)),
    options: Object.fromEntries(options.map(([column, text]) => [column.slice(2), text])),
    description: own.find(([column]) => column === "__description")?.[1],
    ...(threshold === undefined ? {} : { threshold: Number(threshold) }),
  };
}

function compactAssertion(text: string): Fields {
  const legacy = [...LEGACY].find(([prefix]) => text.startsWith(prefix));
  if (legacy !== undefined) return { type: legacy[1], value: text.slice(legacy[0].length) };
  const [, type = "", threshold, value] = COMPACT.exec(text) ?? [];
  const isAssertion = TYPES.has(type) && (value !== undefined || threshold !== undefined || WITHOUT_VALUE.has(type));
  if (!isAssertion) return { type: "equals", value: text };
  return {
    type,
    ...(value === undefined ? {} : { value: type.endsWith("llm-rubric") ? value : value.trim() }),
    ...(threshold === undefined ? {} : { threshold: Number(threshold) }),
  };
}
