import type { Direction } from "../metric.ts";
import { wordsOf } from "./name-words.ts";

const HIGHER = new Set(
  `accuracy acc auc auroc auprc ap map mrr ndcg dcg f1 f2 fbeta fscore precision recall sensitivity specificity tpr tnr mcc
  kappa jaccard iou dice r2 reward pass passed success successes solved correct correctness match matches hit hits bleu chrf
  rouge meteor similarity relevance relevancy faithfulness groundedness coherence fluency helpfulness quality safety coverage
  diversity novelty likelihood throughput qps rps tps speed speedup utility lift gain revenue profit conversion conversions
  clicks ctr retention satisfaction availability uptime improvement saved savings agreement win wins`.split(/\s+/),
);

const LOWER = new Set(
  `loss losses error errors err mae mse rmse rmsle mape smape wer cer ter brier ece mce nll perplexity ppl entropy divergence
  distance fail failed fails failure failures wrong incorrect miss misses missed false fpr fnr fdr fp fn rejected refusal
  refusals timeout timeouts crash crashes latency delay lag time duration elapsed runtime ttft ms msec millis milliseconds sec
  secs seconds us µs microseconds ns nanoseconds minutes hours cost costs price spend usd dollars eur euros size bytes kb mb gb
  kib mib gib memory rss flops params parameters energy power toxicity toxic hallucination hallucinations bias harm harmful
  unsafe violation violations leak leaks drift drop regression regressions churn complaints penalty regret gap disparity`.split(
    /\s+/,
  ),
);

/** Higher is better only where no other word is known: a Brier score is a loss. */
const WEAKLY_HIGHER = new Set(["score", "scores", "rating", "ratings"]);

/**
 * The direction that a metric's or column's name suggests, by its whole words; of several the last: "reward_error" is better
 * the lower it is. "neg" turns it round, as in scikit-learn's neg_log_loss, and "negative" before "log". Null where no word is
 * known: a guess is never made up.
 */
export function inferDirection(name: string): Direction | null {
  const words = wordsOf(name);
  const known =
    words.findLast((word) => HIGHER.has(word) || LOWER.has(word)) ?? words.find((word) => WEAKLY_HIGHER.has(word));
  if (known === undefined) return null;
  const isTurned = words.some((word, index) => word === "neg" || (word === "negative" && words[index + 1] === "log"));
  return LOWER.has(known) === isTurned ? "higher-is-better" : "lower-is-better";
}
