import { UserError } from "@airworthy/evidence";
import type { CardFacts, DatasetFacts, MetricFacts } from "./facts.ts";
import { publicAddress } from "./public-address.ts";
import type { YamlMap, YamlValue } from "./yaml-text.ts";

/** Who the results are of: those of this name are renewed, all others are somebody else's and stay. */
const SOURCE_NAME = "Airworthy";
const SOURCE_URL = "https://airworthy.dev";
/** What stands where a card must name a task or a data set, and none is known. */
const UNKNOWN = "unknown";

/**
 * Front matter's `model-index`: the results that other people wrote, then ours; undefined where there are neither.
 * https://github.com/huggingface/hub-docs/blob/main/modelcard.md?plain=1
 */
export function modelIndex(facts: CardFacts, existing: unknown, where: string): YamlValue | undefined {
  const [first, ...others] = withoutOurs(existing, where);
  const ours = facts.metrics.length === 0 ? [] : resultsOf(facts);
  if (first === undefined) {
    const entry = map([
      ["name", facts.name],
      ["results", ours],
    ]);
    return ours.length === 0 ? undefined : [entry];
  }
  const results = first.get("results");
  const both = new Map([...first, ["results", [...(isList(results) ? results : []), ...ours]] as const]);
  return [both, ...others];
}

/** One result for each data set, in the order in which metrics name them. */
function resultsOf(facts: CardFacts): readonly YamlValue[] {
  const byDataset = Map.groupBy(facts.metrics, ({ dataset }) => dataset);
  const { pipelineTag, task } = facts.card;
  return Array.from(byDataset, ([dataset, metrics]) =>
    map([
      ["task", map([["type", pipelineTag ?? UNKNOWN], ...(task === undefined ? [] : [["name", task] as const])])],
      ["dataset", datasetOf(dataset, facts.datasets)],
      ["metrics", metrics.map(metricOf)],
      [
        "source",
        map([
          ["name", SOURCE_NAME],
          ["url", sourceUrl(facts)],
        ]),
      ],
    ]),
  );
}

function datasetOf(name: string | null, datasets: readonly DatasetFacts[]): YamlMap {
  const known = datasets.find((dataset) => dataset.name === name);
  return map([
    ["type", known?.hubId ?? name ?? UNKNOWN],
    ["name", name ?? UNKNOWN],
    ...(known?.split ? [["split", known.split] as const] : []),
    ...(known?.revision ? [["revision", known.revision] as const] : []),
  ]);
}

function metricOf({ type, value, slice }: MetricFacts): YamlMap {
  const name = slice === null ? [] : [["name", `${type} (${slice})`] as const];
  return map([["type", type], ["value", value], ...name]);
}

/** The Hub takes no source without an address. */
function sourceUrl({ metadata }: CardFacts): string {
  const url = URL.parse(publicAddress(metadata.sourceURL ?? ""));
  return url !== null && /^https?:$/.test(url.protocol) ? url.href : SOURCE_URL;
}

function withoutOurs(existing: unknown, where: string): readonly YamlMap[] {
  if (existing === undefined || existing === null) return [];
  const entries = toYaml(existing, where);
  if (!isList(entries)) throw wrongShape(where);
  return entries.flatMap((entry) => {
    const results = entry instanceof Map ? entry.get("results") : undefined;
    if (!isMap(entry) || results === undefined || !isList(results)) throw wrongShape(where);
    const theirs = results.filter((result) => !isOurs(result));
    return theirs.length === 0 ? [] : [new Map([...entry, ["results", theirs] as const])];
  });
}

function isOurs(result: YamlValue): boolean {
  const source = isMap(result) ? result.get("source") : undefined;
  return source !== undefined && isMap(source) && source.get("name") === SOURCE_NAME;
}

function wrongShape(where: string): UserError {
  return new UserError(`${where}: model-index must be a list of entries with a name and a list of results each`);
}

function toYaml(value: unknown, where: string): YamlValue {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (Array.isArray(value)) return value.map((item) => toYaml(item, where));
  if (typeof value === "object") {
    return new Map(Object.entries(value).map(([key, inner]) => [key, toYaml(inner, where)]));
  }
  throw new UserError(`${where}: model-index holds ${String(value)}, which cannot be kept`);
}

function map(entries: readonly (readonly [string, YamlValue])[]): YamlMap {
  return new Map(entries);
}

function isMap(value: YamlValue): value is YamlMap {
  return value instanceof Map;
}

function isList(value: YamlValue | undefined): value is readonly YamlValue[] {
  return Array.isArray(value);
}
