import { VERDICTS, type Verdict, verdictSchema } from "@airworthy/evidence";
import * as v from "valibot";
import { ALERT_CLASSES, ALERT_SEVERITIES, type Alert, severityOf } from "../alert/alert.ts";

const MOST_ENTRIES = 100;
const oneOrMore = <S extends v.GenericSchema>(schema: S) =>
  v.union([schema, v.pipe(v.array(schema), v.nonEmpty("must not be empty"), v.maxLength(MOST_ENTRIES))]);

const OWNER = /^(?:@[A-Za-z0-9][A-Za-z0-9_-]{0,38}(?:\/[A-Za-z0-9._-]{1,100})?|slack:[A-Z0-9]{2,40})$/;

/** Which alerts go where. What is left out of `when` may be anything. */
export const routeSchema = v.strictObject({
  when: v.exactOptional(
    v.strictObject({
      class: v.exactOptional(oneOrMore(v.picklist(ALERT_CLASSES))),
      verdict: v.exactOptional(oneOrMore(verdictSchema)),
      /** At least so urgent. */
      severity: v.exactOptional(v.picklist(ALERT_SEVERITIES)),
    }),
  ),
  /** Names of targets. */
  to: v.pipe(v.array(v.string()), v.nonEmpty("must not be empty"), v.maxLength(MOST_ENTRIES)),
  owners: v.exactOptional(
    v.pipe(
      v.array(
        v.pipe(v.string(), v.regex(OWNER, "must be such as @ann, @org/team, slack:U012AB3CD or slack:S012AB3CD")),
      ),
      v.maxLength(MOST_ENTRIES),
    ),
  ),
});

export type Route = v.InferOutput<typeof routeSchema>;

/**
 * Whether an alert goes a route: without a class by its own verdict; with one by those of the class's findings, or by its
 * own where it is of the class and has no findings. Where a route asks for no verdict, it takes all but `pass`.
 */
export function goesRoute({ when = {} }: Route, alert: Alert): boolean {
  const isWanted = verdictFilter(when);
  if (when.class === undefined) return isWanted(alert.verdict);
  const classes = [when.class].flat();
  if (alert.findings.some((finding) => classes.includes(finding.class) && isWanted(finding.verdict))) return true;
  return alert.findings.length === 0 && alert.classes.some((one) => classes.includes(one)) && isWanted(alert.verdict);
}

function verdictFilter({ verdict, severity }: NonNullable<Route["when"]>): (given: Verdict) => boolean {
  const verdicts = verdict === undefined ? null : [verdict].flat();
  const least = ALERT_SEVERITIES.indexOf(severity ?? "info");
  return (given) =>
    (verdicts?.includes(given) ?? (severity !== undefined || given !== VERDICTS[0])) &&
    ALERT_SEVERITIES.indexOf(severityOf(given)) >= least;
}
