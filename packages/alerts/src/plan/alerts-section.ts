import * as v from "valibot";
import { type Route, routeSchema } from "./route.ts";
import { type Target, targetSchema } from "./target.ts";

const MOST_TARGETS = 50;
const MOST_ROUTES = 200;

/** So many messages an hour are more than anybody reads. */
const LIMIT_PER_HOUR = 20;
const MOST_PER_HOUR = 1_000;

const NAME = /^[A-Za-z_][A-Za-z0-9_-]{0,79}$/;

/** The section `alerts` of a configuration: where people are told, and who of what. */
export const alertsSectionSchema = v.pipe(
  v.strictObject({
    targets: v.pipe(
      v.record(
        v.pipe(v.string(), v.regex(NAME, "must be a name of letters, digits, hyphens and underscores")),
        targetSchema,
      ),
      v.minEntries(1, "must not be empty: nobody would be told"),
      v.maxEntries(MOST_TARGETS, `must have at most ${MOST_TARGETS} entries`),
    ),
    /** Without them every target is told of all that does not pass. */
    routes: v.exactOptional(
      v.pipe(v.array(routeSchema), v.nonEmpty("must not be empty: nobody would be told"), v.maxLength(MOST_ROUTES)),
    ),
    /** New messages to one target; changes of a message that is there are not counted. */
    limitPerHour: v.exactOptional(
      v.pipe(v.number(), v.safeInteger("must be a whole number"), v.minValue(1), v.maxValue(MOST_PER_HOUR)),
    ),
  }),
  v.check(
    ({ targets, routes = [] }) => routes.every(({ to }) => to.every((name) => Object.hasOwn(targets, name))),
    "must have only routes to targets that it names",
  ),
);

export type AlertsSection = v.InferOutput<typeof alertsSectionSchema>;

/** The same with every default. */
export interface AlertsPlan {
  readonly targets: ReadonlyMap<string, Target>;
  readonly routes: readonly Route[];
  readonly limitPerHour: number;
}

export function planOf(section: AlertsSection): AlertsPlan {
  const targets = new Map(Object.entries(section.targets));
  return {
    targets,
    routes: section.routes ?? [{ to: [...targets.keys()] }],
    limitPerHour: section.limitPerHour ?? LIMIT_PER_HOUR,
  };
}
