import type { Alert, AlertFinding } from "../alert/alert.ts";
import type { Message } from "../alert/message.ts";

export const TOXIC: AlertFinding = {
  class: "safety",
  verdict: "fail",
  what: "toxic replies",
  was: "0.1 %",
  now: "0.4 %",
  difference: "▲ 0.3 pp worse",
  reason: "margin 0.2 pp breached; critical",
};

export const SLOW: AlertFinding = {
  class: "latency",
  verdict: "warn",
  what: "mean latency",
  was: "176.9 ms",
  now: "182.4 ms",
  difference: "▲ 5.5 ms worse",
  reason: "to watch",
};

/** A rollout that goes back, as far as a test does not say otherwise. */
export function exampleAlert(given: Partial<Alert> = {}): Alert {
  return {
    key: "rollout:review-sentiment-2",
    verdict: "fail",
    title: "review-sentiment 2.0.0: Rolling back",
    headline: "Back to 1.4.0 for everybody: toxic replies are beyond their margin.",
    model: { name: "review-sentiment", version: "2.0.0", sha256: "a".repeat(64) },
    rollout: "review-sentiment-2",
    classes: ["safety", "latency"],
    facts: ["5 % of users (step 2 of 5)"],
    findings: [TOXIC, SLOW],
    links: [{ label: "Run", url: "https://github.com/octo-org/sentiment/actions/runs/1000" }],
    commands: [
      { label: "Roll it back", text: "npx airworthy manage-rollout --move rollback --rollout review-sentiment-2" },
    ],
    ...given,
  };
}

export function exampleMessage(alert: Partial<Alert> = {}, given: Partial<Omit<Message, "alert">> = {}): Message {
  return { alert: exampleAlert(alert), occasion: "opened", owners: [], heldBack: 0, ...given };
}
