import { type AlertsPlan, planOf } from "@airworthy/alerts";
import { UserError } from "@airworthy/evidence";
import type { ReadConfiguration } from "./read-configuration.ts";

/** Where alerts go, of a configuration. Throws a UserError where it does not say. */
export function readAlerts({ configuration: { alerts }, where }: ReadConfiguration): AlertsPlan {
  if (alerts !== undefined) return planOf(alerts);
  throw new UserError(`${where} has no section "alerts": there is nobody to tell`, {
    remedy: "Name a target: alerts: { targets: { oncall: { kind: slack-webhook, urlVariable: SLACK_WEBHOOK_URL } } }",
  });
}
