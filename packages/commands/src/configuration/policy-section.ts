import { type Policy, queryOf, writtenQuerySchema } from "@airworthy/clearance";
import * as v from "valibot";

const MOST_NEEDS = 100;

/** What evidence a package needs before anybody is exposed to it. */
export const policySectionSchema = v.strictObject({
  expose: v.pipe(
    v.array(writtenQuerySchema),
    v.nonEmpty("must not be empty: a policy that needs nothing clears nothing"),
    v.maxLength(MOST_NEEDS),
  ),
});

type Configured = { readonly policy?: v.InferOutput<typeof policySectionSchema> };

/** The policy of a configuration; where nobody wrote one it has no needs, and clears nothing. */
export function readPolicy({ configuration: { policy } }: { readonly configuration: Configured }): Policy {
  return { needs: (policy?.expose ?? []).map(queryOf) };
}
