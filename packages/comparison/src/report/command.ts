import type { VersionRef } from "@airworthy/evidence";
import type { ComparisonPredicate } from "../evidence/predicate.ts";

/** What a shell takes as it is, and, within double quotes, as text; others are left for the reader to fill in. */
const PLAIN_WORD = /^(?!-)[\w./@:-]+$/;
const QUOTABLE = /^(?!-)[\w./@:=(),%&|<> -]+$/;

/** More would fill a comment with nothing but their names. */
const MOST_CLASSES = 50;

/** The command that compares the same again, and whose evidence is the same. */
export function commandOf(predicate: ComparisonPredicate): string {
  const { inputs, candidate, baseline, origin, slices, classes, search, settings, seed } = predicate;
  // The candidate's file stands first, then the baseline's where there is one, then those that only say what to compare.
  const now = inputs[0]?.name;
  const before = baseline === null ? undefined : inputs[1]?.name;
  const isHere = origin === null || origin.how === "given";
  return [
    "npx airworthy compare-metrics",
    option("candidate", now),
    isHere ? option("baseline", before) : "--baseline <baseline>",
    option("package", packageOf(candidate)),
    ...calledAs("candidate", candidate, now),
    option("baseline-package", packageOf(baseline)),
    ...calledAs("baseline", baseline, before),
    option("task", settings.task === "classification" ? undefined : (settings.task ?? undefined)),
    ...settings.metrics.map((line) => option("metrics", line)),
    ...(settings.classesDeclared ? classesOf(classes) : []),
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

function packageOf(version: VersionRef | null): string | undefined {
  return version?.digestOf === "package" ? `sha256:${version.sha256}` : undefined;
}

/** What a version is called, unless it is by its file's name alone. */
function calledAs(side: "candidate" | "baseline", version: VersionRef | null, file = ""): string[] {
  if (version === null) return [];
  const { name, version: number, digestOf } = version;
  const isByFile = digestOf === "input" && file.includes(name);
  return [isByFile ? "" : option(`${side}-name`, name), option(`${side}-version`, number ?? undefined)];
}

function classesOf({ names, count }: ComparisonPredicate["classes"]): string[] {
  return count > MOST_CLASSES ? ["--classes <classes>"] : names.map((name) => option("classes", name));
}

function option(name: string, value: string | undefined): string {
  if (value === undefined) return "";
  if (PLAIN_WORD.test(value)) return `--${name} ${value}`;
  return QUOTABLE.test(value) ? `--${name} "${value}"` : `--${name} <${name}>`;
}
