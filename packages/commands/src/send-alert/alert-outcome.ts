import type { Delivery } from "@airworthy/alerts";
import type { Verdict } from "@airworthy/evidence";
import { type Block, formatCounted, type Text } from "@airworthy/report";
import type { Annotation, Outcome } from "@airworthy/runtime";

export const ALERT_OUTPUTS = {
  told: "The targets that were told, a name a line.",
  failed: "The targets that could not be told, a name a line.",
  "held-back": "How many alerts were held back, since their target had as many as it may within the hour.",
  alerts:
    'What became of each alert at each target, as JSON such as `[{"target":"oncall","key":"rollout:ranker-2","verdict":"fail","occasion":"opened","status":"told"}]`.',
  state: "The path of the state file.",
} as const;

type AlertOutcome = Outcome<keyof typeof ALERT_OUTPUTS>;

export interface Result {
  readonly deliveries: readonly Delivery[];
  readonly statePath: string;
  /** Why the state could not be kept; null where it was. */
  readonly stateProblem: string | null;
}

/** How telling went: never worse than `undelivered`, since an alert decides nothing. */
export function alertOutcome({ deliveries, statePath, stateProblem }: Result, undelivered: Verdict): AlertOutcome {
  const of = (status: Delivery["status"]) => deliveries.filter((delivery) => delivery.status === status);
  const [told, failed, held] = [of("told"), of("failed"), of("held-back")];
  const { verdict, reasonCode } = judge({ told, failed, held }, undelivered);
  const problems = deliveries.flatMap(({ target, problem }) => (problem === null ? [] : [`${target}: ${problem}`]));
  const warnings = [...problems, ...(stateProblem === null ? [] : [stateProblem])];
  return {
    verdict: verdict === "pass" && warnings.length > 0 ? "warn" : verdict,
    reasonCode,
    headline: headlineOf(told, failed, held),
    outputs: {
      told: namesOf(told).join("\n"),
      failed: namesOf(failed).join("\n"),
      "held-back": String(held.length),
      alerts: JSON.stringify(
        deliveries.map(({ target, alert: { key, verdict: of }, occasion, status }) => ({
          target,
          key,
          verdict: of,
          occasion,
          status,
        })),
      ),
      state: statePath,
    },
    evidence: [],
    summary: [{ kind: "paragraph", text: headlineOf(told, failed, held) }, ...tableOf(deliveries)],
    annotations: warnings.map((message): Annotation => ({ level: "warning", message })),
  };
}

/** Nobody is told, which is no reason to fail: a fork's pull request must not turn red by it. */
export function outcomeOfFork(event: string): AlertOutcome {
  const headline = `Nobody was told: under ${event} the evidence may be of a fork, whose code alerts nobody.`;
  return {
    verdict: "warn",
    reasonCode: "of-a-fork",
    headline,
    outputs: { told: "", failed: "", "held-back": "0", alerts: "[]", state: "" },
    evidence: [],
    summary: [{ kind: "paragraph", text: headline }],
    annotations: [{ level: "warning", message: headline }],
  };
}

interface Counted {
  readonly told: readonly Delivery[];
  readonly failed: readonly Delivery[];
  readonly held: readonly Delivery[];
}

function judge({ told, failed, held }: Counted, undelivered: Verdict): { verdict: Verdict; reasonCode: string } {
  if (failed.length > 0) {
    return { verdict: undelivered, reasonCode: told.length === 0 ? "nobody-told" : "not-all-told" };
  }
  if (held.length > 0) return { verdict: "warn", reasonCode: "held-back" };
  return { verdict: "pass", reasonCode: told.length === 0 ? "nothing-new" : "told" };
}

function headlineOf(told: readonly Delivery[], failed: readonly Delivery[], held: readonly Delivery[]): string {
  const parts = [
    ...(told.length === 0 ? [] : [`told: ${namesOf(told).join(", ")}`]),
    ...(failed.length === 0 ? [] : [`could not be told: ${namesOf(failed).join(", ")}`]),
    ...(held.length === 0 ? [] : [`${formatCounted(held.length, "alert")} held back until the hour is over`]),
  ];
  const [first = "nothing new to tell", ...others] = parts;
  return `${first.charAt(0).toUpperCase()}${[first.slice(1), ...others].join("; ")}.`;
}

function namesOf(deliveries: readonly Delivery[]): readonly string[] {
  return [...new Set(deliveries.map(({ target }) => target))];
}

function tableOf(deliveries: readonly Delivery[]): readonly Block[] {
  if (deliveries.length === 0) return [];
  const rows = deliveries.map(({ target, alert, occasion, status, problem }): readonly Text[] => [
    target,
    alert.title,
    alert.verdict,
    `${status.replaceAll("-", " ")}${status === "told" && occasion !== null ? ` (${occasion})` : ""}`,
    problem ?? "",
  ]);
  const columns = ["Target", "Alert", "Verdict", "What became of it", "Problem"];
  return [{ kind: "table", columns: columns.map((title) => ({ title, align: "left" })), rows }];
}
