import { escapeMarkdown } from "@airworthy/report";
import { expect, test } from "vitest";
import type { Family } from "./definition.ts";
import { BIAS_DEFINITIONS } from "./registry.ts";

const SECTIONS: readonly [family: Family, title: string, reads: string][] = [
  [
    "classes",
    "Classes",
    "`label` and `prediction`: classes, or lists of them. With `task: classification` of the positive class.",
  ],
  ["scores", "Scores", "`label`, and `score`: the probability of the positive class."],
  ["numbers", "Numbers", "`label` and `prediction`: numbers."],
  [
    "rankings",
    "Rankings",
    "A row is an item of a `query`, ordered by its `rank` or else its `score`; `label` is its merit, where that is known.",
  ],
];

// `npx vitest run packages/governance --update` writes the file anew.
test("the page of bias metrics has every metric", async () => {
  const sections = SECTIONS.map(([family, title, reads]) =>
    [
      `## ${title}`,
      "",
      reads,
      "",
      "| Metric | Of | Parameters | What it is | Also called |",
      "| --- | --- | --- | --- | --- |",
      ...BIAS_DEFINITIONS.filter((definition) => definition.family === family).map(
        ({ name, scope, parameters, summary, aliases }) =>
          `| ${[`\`${name}\``, OF[scope], code(parameters), escapeMarkdown(summary), code(aliases)].join(" | ")} |`,
      ),
      "",
    ].join("\n"),
  );
  await expect(`${HEAD}\n${sections.join("\n")}`).toMatchFileSnapshot("../../../../../docs/bias-metrics.md");
});

test("no two metrics share a name", () => {
  const names = BIAS_DEFINITIONS.flatMap(({ name, aliases }) => [name, ...aliases]);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

const OF = { group: "each group", attribute: "an attribute", everyone: "everyone" } as const;

const HEAD = `# Bias metrics

What an audit of bias measures, and what its gates can ask for: \`METRIC: max=0.1\`, or \`METRIC(sex & age): …\` of one attribute or
group alone. The definitions are those of fairlearn, AIF360 and Aequitas, and a test holds what they have beside theirs.

Of several classes each is held against the rest. A metric is then that of the worst class; \`class=NAME\` asks for one alone
and \`class=macro\` for the mean over classes. \`agg=mean\` and \`alpha=\` are as fairlearn and AIF360 have them.

A share of a group's rows has Wilson's interval. What is between groups is resampled, the same rows for candidate and
baseline. The largest difference between groups is never below 0, and chance alone makes it larger, the more groups there
are. So its interval reaches down to where groups that are as unsure as these may be no further apart, and up to the
higher of the percentile and the basic bootstrap's ends; where no row of a group has something, or each, Wilson's end for
that group widens it. A change has what the two sides' intervals and the resampled change cover together. In simulations of
groups alike, apart, and hardly ever selected, intervals at 95 % held the truth in 95 to 100 % of worlds, those of changes
in 92 to 98 %; the percentile interval alone in none where groups are alike, and in 81 to 96 % elsewhere.

A figure rests on the fewest rows that any of its rates divides by. A group that is declared and absent, or too small, makes what
is between groups inconclusive, and so does a rate of no rows: never fair.
`;

function code(words: readonly string[]): string {
  return words.map((word) => `\`${word}\``).join(", ");
}
