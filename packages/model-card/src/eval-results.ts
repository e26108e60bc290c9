import { checkFacts } from "./check-facts.ts";
import type { CardFacts } from "./facts.ts";
import { type YamlValue, yamlList } from "./yaml-text.ts";

/**
 * The text of a file in `.eval_results/`, with which results reach the Hub's leaderboards: a result for each metric over
 * all of a data set that is on the Hub. Null where there is none. https://huggingface.co/docs/hub/eval-results
 * Throws a UserError for a value that is no number.
 */
export function renderEvalResults(facts: CardFacts): string | null {
  checkFacts(facts);
  const entries = facts.metrics.flatMap(({ type, value, slice, dataset: name, unit }) => {
    const dataset = facts.datasets.find((known) => known.name === name);
    if (slice !== null || !dataset?.hubId || !dataset.taskId) return [];
    const fields: [string, YamlValue][] = [
      ["id", dataset.hubId],
      ["task_id", dataset.taskId],
      ...(dataset.revision === null ? [] : [["revision", dataset.revision] satisfies [string, YamlValue]]),
    ];
    return new Map<string, YamlValue>([
      ["dataset", new Map(fields)],
      ["value", value],
      ["notes", unit === null ? type : `${type}, ${unit}`],
    ]);
  });
  return entries.length === 0 ? null : yamlList(entries);
}
