/** What labels and predictions are. */
export const TASKS = ["classification", "multi-label", "regression", "ranking", "text"] as const;

export type Task = (typeof TASKS)[number];

const USUAL: Readonly<Record<Task, readonly string[]>> = {
  classification: ["accuracy", "macro-recall", "macro-f1"],
  "multi-label": ["accuracy", "micro-f1", "macro-f1"],
  regression: ["mae", "rmse", "r2"],
  ranking: ["ndcg(k=10)", "mrr", "hit-rate(k=10)"],
  text: ["exact-match", "token-f1"],
};

/** The metrics that are compared where nobody says which. */
export function usualMetrics(task: Task): readonly string[] {
  return USUAL[task];
}
