import type { Alert } from "../alert/alert.ts";
import { contentOf, fingerprintOf } from "../alert/fingerprint.ts";
import type { Occasion } from "../alert/message.ts";
import type { Thread } from "./alert-state.ts";

/**
 * Why a target is told of an alert; null where it need not be. Whoever was told of something bad is told how it goes on,
 * whichever way the routes lead by then.
 */
export function decideOccasion(alert: Alert, thread: Thread | undefined, isRouted: boolean): Occasion | null {
  if (thread === undefined) return isRouted ? "opened" : null;
  if (thread.fingerprint === fingerprintOf(alert)) return thread.content === contentOf(alert) ? null : "refreshed";
  if (thread.verdict === "pass") return isRouted ? "changed" : null;
  return alert.verdict === "pass" ? "recovered" : "changed";
}
