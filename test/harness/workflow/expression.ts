import { data, Evaluator, Lexer, Parser } from "@actions/expressions";

/** What expressions may speak of, such as `inputs` and `needs`: plain JSON by its name. */
export type Contexts = Readonly<Record<string, unknown>>;

/** How what came before ended. */
export type Status = "success" | "failure";

const STATUS_FUNCTIONS = ["always", "success", "failure", "cancelled"];
const MENTIONS_STATUS = new RegExp(`\\b(${STATUS_FUNCTIONS.join("|")})\\(`);

/** The value of an expression, by GitHub's own evaluator; throws where it names a context that is not given. */
export function evaluate(expression: string, contexts: Contexts, status: Status): unknown {
  const { tokens } = new Lexer(expression).lex();
  const infos = STATUS_FUNCTIONS.map((name) => ({ name, minArgs: 0, maxArgs: 0 }));
  const parsed = new Parser(tokens, Object.keys(contexts), infos).parse();
  const truths = new Map([
    ["always", true],
    ["success", status === "success"],
    ["failure", status === "failure"],
    ["cancelled", false],
  ]);
  const functions = infos.map(
    (info) => [info.name, { ...info, call: () => new data.BooleanData(truths.get(info.name) === true) }] as const,
  );
  const all: unknown = JSON.parse(JSON.stringify(contexts), data.reviver);
  if (!(all instanceof data.Dictionary)) throw new Error("contexts are an object");
  const value = new Evaluator(parsed, all, new Map(functions)).evaluate();
  return JSON.parse(JSON.stringify(value, data.replacer));
}

/** A text with every `${{ expression }}` in it filled in. */
export function fill(template: string, contexts: Contexts, status: Status): string {
  return template.replace(/\$\{\{(.*?)\}\}/g, (_, expression: string) => {
    const value = evaluate(expression.trim(), contexts, status);
    if (typeof value === "object" && value !== null) throw new Error(`${expression} is no text`);
    return String(value ?? "");
  });
}

/** Whether an `if:` holds: without a word on the status it takes success, too. */
export function holds(condition: string | undefined, contexts: Contexts, status: Status): boolean {
  if (condition === undefined) return status === "success";
  // The braces are needed where YAML would take a leading ! for a tag.
  const [, inner = condition] = /^\$\{\{(.*)\}\}$/.exec(condition) ?? [];
  const isTrue = evaluate(`!!(${inner})`, contexts, status) === true;
  return isTrue && (status === "success" || MENTIONS_STATUS.test(condition));
}
