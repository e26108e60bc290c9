import { expect, test } from "vitest";
import { type Row, tableOf } from "../../../tables/fixtures/table.ts";
import { compareTables } from "../../fixtures/compare.ts";

/** Three sources in two languages, 100 rows each; the baseline has all right, the candidate `wrong` of a source in each language wrong. */
function tables(wrong: Readonly<Record<string, number>>) {
  const groups = ["yelp", "imdb", "amazon"].flatMap((source) => ["de", "en"].map((language) => [source, language]));
  const side = (name: string, isCandidate: boolean) =>
    tableOf(
      name,
      groups.flatMap(([source = "", language = ""], group) =>
        Array.from({ length: 100 }, (_, row): Row => {
          const label = row % 2 === 0 ? "a" : "b";
          const flipped = label === "a" ? "b" : "a";
          const isWrong = isCandidate && row < (wrong[source] ?? 0);
          return [`${group}-${row}`, label, isWrong ? flipped : label, source, language];
        }),
      ),
      ["source", "language"],
    );
  return { candidate: side("candidate.jsonl", true), baseline: side("baseline.jsonl", false) };
}

const found = async (options: Parameters<typeof compareTables>[1], given = tables({ yelp: 40 })) => {
  const { predicate } = await compareTables(given, { search: ["source"], ...options });
  return predicate.findings.filter(({ searched }) => searched !== null);
};

test("a slice that lost is found, and told once where it was asked for", async () => {
  expect(await found({ metrics: ["accuracy"] })).toMatchObject([{ id: "accuracy?source=yelp", change: "regression" }]);
  expect(await found({ metrics: ["accuracy"], slices: ["source"] })).toEqual([]);
});

test("an intersection that was asked for does not stand for one of its columns, nor one metric for another", async () => {
  const [finding] = await found({ metrics: ["accuracy"], slices: ["source & language"] });
  expect(finding?.id).toBe("accuracy?source=yelp");
  const [other] = await found({ metrics: ["macro-f1"], slices: ["source"] });
  expect(other?.id).toBe("accuracy?source=yelp");
});

test("rows are right or wrong whatever the metric is better by: a slice that gained is no loss of hamming-loss's", async () => {
  const [finding] = await found({ metrics: ["hamming-loss"] });
  expect(finding).toMatchObject({ metric: "accuracy", direction: "higher-is-better", change: "regression" });
  const { candidate, baseline } = tables({ yelp: 40 });
  expect(await found({ metrics: ["hamming-loss"] }, { candidate: baseline, baseline: candidate })).toEqual([]);
});

test("accuracy is a share in percent though the metric that was asked for is none; its level is that of all searched", async () => {
  const [finding] = await found({ metrics: ["mcc"] });
  // 1 - 0.05 / 3.
  expect(finding?.headline).toMatch(/^accuracy where source is yelp is 60\.0 %, was 100\.0 % .* 98\.3333 % interval/);
});
