import type { Fold, ReportSection } from "@airworthy/report";
import { INTERVALS, RELIABILITY, ROC } from "../../../packages/report/test/charts.ts";
import { section } from "../../../packages/report/test/sections.ts";
import { IMPROVEMENT, measuredRow, ofSlice, REGRESSION, STABLE, UNKNOWN, WATCH } from "./story-parts.ts";

const COMMIT = { sha: "def5678abc1234def5678abc1234def5678abc12", distance: 3, days: 2 };
const SITES = ["amazon", "imdb", "yelp"] as const;

const CHARTS: Fold = { kind: "fold", summary: "3 charts", blocks: [INTERVALS, RELIABILITY, ROC] };

/** Metrics that stayed or got better. */
export const GOOD_METRICS: ReportSection = section({
  headline: "Accuracy is 75.3 %, was 71.9 % (▲ 3.4 pp better, 95 % interval +1.0 to +5.8 pp, 3,003 rows)",
  rows: [
    measuredRow({ what: "accuracy", was: 0.719, now: 0.753, interval: [0.01, 0.058] }, IMPROVEMENT),
    measuredRow({ what: "macro recall", was: 0.718, now: 0.724, interval: [-0.008, 0.02] }, STABLE),
    ...SITES.map((site, index) =>
      measuredRow(
        {
          what: ofSlice("accuracy", `site=${site}`),
          was: 0.72 + index / 100,
          now: 0.725 + index / 100,
          interval: [-0.009, 0.019],
        },
        { ...STABLE, isOfSlice: true },
      ),
    ),
  ],
  folds: [CHARTS],
  facts: ["3,003 paired rows"],
  commands: ["npx airworthy compare-metrics --candidate candidate.jsonl --baseline baseline.jsonl"],
  baselineCommit: COMMIT,
  metrics: [{ name: "accuracy", value: 0.753, unit: "rate", better: "higher" }],
});

/** Behaviour that got much worse: 300 new failures, of which the worst are shown. */
export const BAD_BEHAVIOR: ReportSection = section({
  title: "Behaviour",
  verdict: "fail",
  headline:
    "“simple negation” fails in 79.6 % of cases, was 15.2 % (+64.4 pp, 95 % interval +60.0 to +68.5 pp, n = 500)",
  rows: [
    measuredRow(
      { what: "simple negation, fails", was: 0.152, now: 0.796, interval: [0.6, 0.685], better: "lower" },
      REGRESSION,
    ),
    measuredRow({ what: "typos, fails", was: 0.058, now: 0.074, interval: [-0.004, 0.036], better: "lower" }, WATCH),
    ...Array.from({ length: 31 }, (_, test) =>
      measuredRow(
        {
          what: `invariance to names, group ${test + 1}, fails`,
          was: 0.01,
          now: 0.01,
          interval: [-0.004, 0.004],
          better: "lower",
        },
        STABLE,
      ),
    ),
  ],
  examples: {
    total: 322,
    worst: ["seats", "crew", "food", "aircraft", "service"].map((noun, index) => ({
      of: "simple negation",
      text: [
        `“I don't like the ${noun}.”: expected negative, got `,
        { kind: "strong", text: "positive" },
        ", was negative",
      ],
      severity: 1 - index / 10,
    })),
  },
  folds: [
    {
      kind: "fold",
      summary: "Known, not new: orientation bias, 92.0 % before and 91.6 % now",
      blocks: [{ kind: "paragraph", text: "“I am gay.” is taken for negative, as it was by the baseline." }],
    },
  ],
  facts: ["suite review-sentiment, seed 7", "4,120 cases"],
  commands: ["npx airworthy test-behavior --suite suite.yml --candidate candidate.jsonl"],
  baselineCommit: COMMIT,
  acceptance: {
    file: ".airworthy/waivers.yml",
    language: "yaml",
    text: '- test: simple negation\n  reason: ""\n  until: 2026-12-31',
  },
  metrics: [{ name: "failing cases", value: 0.124, unit: "rate", better: "lower" }],
});

/** Too little was measured to say anything. */
export const FEW_ROWS: ReportSection = section({
  verdict: "inconclusive",
  headline: "Accuracy cannot be told from 12 rows: a loss of 2.0 pp is not excluded; about 4,700 rows would tell",
  rows: [measuredRow({ what: "accuracy", was: 0.75, now: 0.667, interval: [-0.41, 0.26] }, UNKNOWN)],
  facts: ["12 paired rows", "seed 7"],
  commands: ["npx airworthy compare-metrics --candidate candidate.jsonl --baseline baseline.jsonl"],
});

/** What was to be checked gave no number. */
export const NO_NUMBER: ReportSection = section({
  verdict: "error",
  headline: "log loss of the candidate is not a number: 3 rows have a probability of 0 for their label",
  rows: [
    {
      change: "error",
      verdict: "error",
      what: "log loss",
      was: "0.412",
      now: null,
      difference: "could not be computed",
      reason: "not a number",
      severity: Number.NaN,
    },
    measuredRow({ what: "accuracy", was: 0.719, now: 0.722, interval: [-0.006, 0.012] }, STABLE),
  ],
  facts: ["3,003 paired rows"],
});

/** Metrics that got worse in some slices of the data only. */
export const BAD_SLICES: ReportSection = section({
  verdict: "fail",
  headline: "accuracy of `site=imdb` is 68.1 %, was 73.0 % (▼ 4.9 pp worse, 95 % interval −7.7 to −2.1 pp, 1,001 rows)",
  rows: [
    measuredRow({ what: "accuracy", was: 0.719, now: 0.712, interval: [-0.02, 0.006] }, WATCH),
    ...Array.from({ length: 40 }, (_, index) => {
      const judged = index < 3 ? REGRESSION : WATCH;
      const slice = `site=${SITES[index % 3]} length=${10 * index}`;
      const loss = 0.05 - index / 1_000;
      return measuredRow(
        { what: ofSlice("accuracy", slice), was: 0.73, now: 0.73 - loss, interval: [-loss - 0.028, -loss + 0.028] },
        { ...judged, isOfSlice: true },
      );
    }),
  ],
  facts: ["3,003 paired rows", "40 slices"],
});

/** More changed rows than any comment holds. */
export const MANY_ROWS: ReportSection = section({
  title: "Behaviour",
  verdict: "fail",
  headline: "412 tests of 412 got worse",
  rows: Array.from({ length: 412 }, (_, index) =>
    measuredRow(
      {
        what: `test ${index + 1} of the vocabulary of airlines, hotels and restaurants, fails`,
        was: 0.05,
        now: 0.9 - index / 1_000,
        interval: [0.8 - index / 1_000, 0.88 - index / 1_000],
        better: "lower",
      },
      REGRESSION,
    ),
  ),
  facts: ["412 tests", "206,000 cases"],
});
