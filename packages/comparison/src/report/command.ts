import type { ComparisonPredicate } from "../evidence/predicate.ts";

/** What a shell takes as it is, and, within double quotes, as text; others are left for the reader to fill in. */
const PLAIN_WORD = /^(?!-)[\w./@:-]+$/;
const QUOTABLE = /^(?!-)[\w./@:=(),%&|<> -]+$/;

/** The command that compares the same again. */
export function commandOf({ inputs, origin, slices, classes, search, settings, seed }: ComparisonPredicate): string {
  const [candidate, baseline] = inputs.map(({ name }) => name);
  const isHere = origin === null || origin.how === "given";
  return [
    "npx airworthy compare-metrics",
    option("candidate", candidate),
    isHere ? option("baseline", baseline) : "--baseline <baseline>",
    option("task", settings.task === "classification" ? undefined : (settings.task ?? undefined)),
    ...settings.metrics.map((line) => option("metrics", line)),
    ...(settings.classesDeclared ? classes.names.map((name) => option("classes", name)) : []),
    option("positive", settings.positive ?? undefined),
    ...slices.map((slice) => option("slices", slice)),
    ...(search?.columns ?? []).map((column) => option("search-slices", column)),
    option("cluster", settings.cluster ?? undefined),
    `--alpha ${settings.alpha} --margin ${settings.margin} --min-rows ${settings.minRows}`,
    `--correction ${settings.correction} --interval ${settings.interval} --resamples ${settings.resamples} --seed ${seed}`,
  ]
    .filter((word) => word !== "")
    .join(" ");
}

function option(name: string, value: string | undefined): string {
  if (value === undefined) return "";
  if (PLAIN_WORD.test(value)) return `--${name} ${value}`;
  return QUOTABLE.test(value) ? `--${name} "${value}"` : `--${name} <${name}>`;
}
