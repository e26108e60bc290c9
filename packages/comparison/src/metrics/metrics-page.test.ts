import { escapeMarkdown } from "@airworthy/report";
import { expect, test } from "vitest";
import { DRIFT_DEFINITIONS } from "../drift/drift-definitions.ts";
import { COLUMN_DEFINITIONS } from "./columns/column-definitions.ts";
import { COUNT_DEFINITIONS } from "./counts/count-definitions.ts";
import type { MetricDefinition } from "./metric.ts";
import { RANKING_DEFINITIONS } from "./ranking/ranking-definitions.ts";
import { DEFINITIONS } from "./registry.ts";
import { REGRESSION_DEFINITIONS } from "./regression/regression-definitions.ts";
import { SCORE_DEFINITIONS } from "./scores/definitions.ts";
import { TEXT_DEFINITIONS } from "./texts/text-definitions.ts";

const SECTIONS: readonly [title: string, reads: string, definitions: readonly MetricDefinition[]][] = [
  ["Classes", "`label` and `prediction`: classes, or lists of them with `task: multi-label`.", COUNT_DEFINITIONS],
  ["Scores", "`label`, and `score` (of the positive class) or `scores.<class>`.", SCORE_DEFINITIONS],
  ["Numbers", "`label` and `prediction`: numbers.", REGRESSION_DEFINITIONS],
  [
    "Rankings",
    "A row is a query. `label`: its relevant items, a list, or an object with their gains; `prediction`: the items, best first.",
    RANKING_DEFINITIONS,
  ],
  ["Texts", "`label`: a reference or a list of them; `prediction`: the text.", TEXT_DEFINITIONS],
  ["Any column", "A column of numbers, such as latency, cost, size or a judge's score.", COLUMN_DEFINITIONS],
  [
    "Drift",
    "How far the candidate's answers moved from the baseline's on the same rows; judged by `ceiling=`.",
    DRIFT_DEFINITIONS,
  ],
];

// `npx vitest run packages/comparison --update` writes the file anew.
test("the page of metrics has every metric", async () => {
  const sections = SECTIONS.map(([title, reads, definitions]) =>
    [
      `## ${title}`,
      "",
      reads,
      "",
      "| Metric | Parameters | What it is | Also called |",
      "| --- | --- | --- | --- |",
      ...definitions.map(({ name, parameters, summary, aliases }) =>
        row([`\`${name}\``, code(parameters), escapeMarkdown(summary), code(aliases)]),
      ),
      "",
    ].join("\n"),
  );
  expect(SECTIONS.reduce((sum, [, , definitions]) => sum + definitions.length, 0)).toBe(DEFINITIONS.length);
  await expect(`${HEAD}\n${sections.join("\n")}`).toMatchFileSnapshot("../../../../docs/metrics.md");
});

const HEAD = `# Metrics

What [compare-metrics](../actions/compare-metrics/README.md) can compare, by the names of the input \`metrics\`: \`NAME\` or
\`NAME(parameter=value, …)\`, in any case, with \`-\` or \`_\`. \`ndcg@10\` is short for \`ndcg(k=10)\`. Every metric takes weights.
[How a comparison is decided](comparing-versions.md) is on a page of its own.
`;

function code(words: readonly string[]): string {
  return words.map((word) => `\`${word}\``).join(", ");
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}
