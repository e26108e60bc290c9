import { UserError } from "@airworthy/evidence";
import * as v from "valibot";

export const RULES = ["max", "min", "max-worsening"] as const;

export type GateRule = (typeof RULES)[number];

const limitSchema = v.strictObject({ rule: v.picklist(RULES), limit: v.pipe(v.number(), v.finite()) });

/** What is asked of a figure. Without limits it only informs. */
export const gateSchema = v.strictObject({
  limits: v.array(limitSchema),
  /** The fewest rows, cases or values that it may rest on; with fewer nothing is concluded. */
  minimum: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  /** Whether a limit that is kept, but not proven so, fails. */
  critical: v.boolean(),
  /** Whether these cases are all that counts: what the interval leaves open of others decides nothing. */
  counted: v.exactOptional(v.boolean()),
  /** Whether a limit that is broken only warns. */
  advisory: v.exactOptional(v.boolean()),
});

export type Gate = v.InferOutput<typeof gateSchema>;

/** A line such as `equalized-odds-difference: max=0.1 max-worsening=0.02 critical`. */
export interface GateLine {
  readonly metric: string;
  readonly gate: Gate;
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const ALLOWED = "max=, min=, max-worsening=, minimum=, critical, counted and advisory";

/** What a line says in one word. */
const FLAGS = ["critical", "counted", "advisory"] as const;

/** Takes gate lines apart. Throws a UserError that names the line and what is allowed. */
export function parseGateLines(lines: readonly string[], minimum: number): readonly GateLine[] {
  const read = lines.map((line) => parseGateLine(line, minimum));
  const names = read.map(({ metric }) => metric);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new UserError(`${twice} has two gates; one is allowed`);
  return read;
}

function parseGateLine(line: string, usualMinimum: number): GateLine {
  const [, metric = "", settings = ""] = /^([^:]*)(?::(.*))?$/s.exec(line) ?? [];
  const name = metric.trim();
  if (name === "") throw problem(line, "it names no metric");
  const words = settings.split(/\s+/).filter((word) => word !== "");
  let minimum = usualMinimum;
  const flags = new Set<string>();
  const limits: Gate["limits"][number][] = [];
  for (const word of words) {
    const [key = "", text = ""] = word.split(/=(.*)/s);
    const rule = RULES.find((known) => known === key);
    if (FLAGS.some((flag) => flag === word)) flags.add(word);
    else if (key === "minimum") minimum = wholeNumber(text, line);
    else if (rule === undefined) throw problem(line, `${JSON.stringify(word.slice(0, 80))} is not known`);
    else if (limits.some((limit) => limit.rule === rule)) throw problem(line, `${rule} is given twice`);
    else limits.push({ rule, limit: limitOf(rule, text, line) });
  }
  const stray = limits.length === 0 ? FLAGS.find((flag) => flags.has(flag)) : undefined;
  if (stray !== undefined) throw problem(line, `${stray} asks for a limit`);
  if (flags.has("critical") && flags.has("advisory")) throw problem(line, "critical and advisory exclude each other");
  const critical = flags.has("critical");
  const counted = flags.has("counted") ? { counted: true } : {};
  const advisory = flags.has("advisory") ? { advisory: true } : {};
  return { metric: name, gate: { limits, minimum, critical, ...counted, ...advisory } };
}

function limitOf(rule: GateRule, text: string, line: string): number {
  const limit = Number(text);
  if (!NUMBER.test(text) || !Number.isFinite(limit)) throw problem(line, `${rule}=${text.slice(0, 40)} is no number`);
  if (rule === "max-worsening" && limit < 0) throw problem(line, "max-worsening must be at least 0");
  return limit;
}

function wholeNumber(text: string, line: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < 1 || !Number.isSafeInteger(number)) {
    throw problem(line, `minimum=${text.slice(0, 40)} is no whole number from 1 on`);
  }
  return number;
}

function problem(line: string, what: string): UserError {
  return new UserError(`the gate ${JSON.stringify(line.slice(0, 200))}: ${what}`, {
    remedy: `After the metric and a colon, ${ALLOWED} are allowed.`,
  });
}
