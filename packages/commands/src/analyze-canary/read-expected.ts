import type { CanaryPlan, Expected } from "@airworthy/canary";
import { UserError } from "@airworthy/evidence";

const LINE = /^(?<name>.+?)\s+(?:mean|rate|ratio|quantile|value)\s+(?<value>\S+)(?<rest>(?:\s+(?:sd|within)\s+\S+)*)$/;
const REST = /(sd|within)\s+(\S+)/g;

/**
 * What is expected of metrics, a line each: `helpful ratio 0.7 sd 0.46`, `toxic rate 0.001`, `p95 quantile 240 within 0.02`.
 * Throws a UserError for a line of another form, and for metrics that the plan does not have.
 */
export function readExpected(lines: readonly string[], plan: CanaryPlan): ReadonlyMap<string, Expected> {
  return new Map(lines.map((line) => readLine(line, plan)));
}

function readLine(line: string, { metrics }: CanaryPlan): [string, Expected] {
  const { name = "", value = "", rest = "" } = LINE.exec(line)?.groups ?? {};
  const given = JSON.stringify(line.slice(0, 120));
  if (name === "") {
    throw new UserError(`expected: ${given} was given; a line such as "helpful mean 0.7 sd 0.46" is allowed`);
  }
  if (metrics.every((metric) => metric.name !== name)) {
    const known = metrics.map((metric) => metric.name).join(", ");
    throw new UserError(`expected: ${given} was given; the plan has ${known}`);
  }
  const more = new Map([...rest.matchAll(REST)].map(([, field = "", text = ""]) => [field, numberOf(text, given)]));
  const [deviation, within] = [more.get("sd"), more.get("within")];
  return [
    name,
    {
      value: numberOf(value, given),
      ...(deviation === undefined ? {} : { standardDeviation: deviation }),
      ...(within === undefined ? {} : { shareWithinMargin: within }),
    },
  ];
}

function numberOf(text: string, given: string): number {
  const number = Number(text);
  if (text !== "" && Number.isFinite(number)) return number;
  throw new UserError(`expected: ${given} was given; ${JSON.stringify(text.slice(0, 40))} is no number`);
}
