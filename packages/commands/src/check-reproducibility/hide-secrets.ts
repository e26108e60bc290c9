import type { ExperimentRecord } from "@airworthy/governance";
import type { CheckResult } from "./run-check.ts";

/** A shorter text is found in too much that is no secret: "true", a digit. */
export const LEAST_SECRET = 8;
const HIDDEN = "***";
/** What stands at the end of a text that was cut. */
const CUT = "…";

/** The text with `***` in place of every secret, and of what a cut left of one at the text's beginning or end. */
export function hideAll(text: string, secrets: readonly string[]): string {
  const longestFirst = secrets.toSorted((a, b) => b.length - a.length);
  const whole = longestFirst.reduce((shown, secret) => shown.replaceAll(secret, HIDDEN), text);
  return longestFirst.reduce(hideCut, whole);
}

/** What the runs left, told without secrets: paths, values and messages are the command's own words. */
export function withoutSecrets<T extends Pick<CheckResult, "outputs" | "metrics" | "doubts">>(
  found: T,
  secrets: readonly string[],
): T {
  const hide = (text: string) => hideAll(text, secrets);
  return {
    ...found,
    outputs: found.outputs.map((output) => ({
      ...output,
      path: hide(output.path),
      difference: output.difference && hideDifference(output.difference, hide),
    })),
    metrics: found.metrics.map(({ name, value }) => ({ name: hide(name), value })),
    doubts: found.doubts.map((doubt) => ({ ...doubt, id: hide(doubt.id), headline: hide(doubt.headline) })),
  };
}

/** A parameter may repeat what the environment was given, also as a number. */
export function hideParameters(
  parameters: ExperimentRecord["parameters"],
  secrets: readonly string[],
): ExperimentRecord["parameters"] {
  return parameters.map(({ name, value }) => {
    const [text, shown] = [String(value), hideAll(String(value), secrets)];
    return { name, value: shown === text ? value : shown };
  });
}

type Difference = NonNullable<CheckResult["outputs"][number]["difference"]>;

function hideDifference(difference: Difference, hide: (text: string) => string): Difference {
  const [first, other] = [difference.first, difference.other].map((text) => (text === null ? null : hide(text)));
  return { ...difference, place: hide(difference.place), first: first ?? null, other: other ?? null };
}

function hideCut(text: string, secret: string): string {
  if (text.length >= LEAST_SECRET && secret.includes(text)) return HIDDEN;
  let shown = text;
  for (let length = secret.length - 1; length >= LEAST_SECRET; length--) {
    const [head, tail] = [secret.slice(-length), secret.slice(0, length) + CUT];
    if (shown.startsWith(head)) shown = HIDDEN + shown.slice(head.length);
    if (shown.endsWith(tail)) shown = shown.slice(0, -tail.length) + HIDDEN + CUT;
  }
  return shown;
}
