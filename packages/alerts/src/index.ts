export {
  ALERT_CLASSES,
  type Alert,
  type AlertClass,
  type AlertCommand,
  type AlertFinding,
  type AlertLink,
} from "./alert/alert.ts";
export { deliver } from "./deliver.ts";
export { endsWithMarker } from "./issue/issue-text.ts";
export type { IssueText, IssueTracker, OpenIssue } from "./issue/issue-tracker.ts";
export { type AlertsPlan, type AlertsSection, alertsSectionSchema, planOf } from "./plan/alerts-section.ts";
export { DeliveryProblem } from "./sending/delivery-problem.ts";
export { type AlertWorld, ISSUE_LABEL } from "./sending/open-channel.ts";
export { type AlertState, EMPTY_STATE, formatState, parseState } from "./state/alert-state.ts";
export type { Delivered, Delivery } from "./tell-target.ts";
