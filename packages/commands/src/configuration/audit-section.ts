import * as v from "valibot";
import { metricsSectionSchema } from "./metrics-section.ts";

const MOST_CHARACTERS = 200;
const name = v.pipe(v.string(), v.nonEmpty("must not be empty"), v.maxLength(MOST_CHARACTERS));

/** Who answers for a class, and where an alert of it goes. */
const ownerSchema = v.strictObject({ owner: v.exactOptional(name), alert: v.exactOptional(name) });

/** What an audit asks for: lines as the inputs of audit-model have them, and who answers for what. */
export const auditSectionSchema = v.strictObject({
  attributes: v.exactOptional(metricsSectionSchema),
  bias: v.exactOptional(metricsSectionSchema),
  privacy: v.exactOptional(metricsSectionSchema),
  safety: v.exactOptional(metricsSectionSchema),
  owners: v.exactOptional(
    v.strictObject({
      bias: v.exactOptional(ownerSchema),
      privacy: v.exactOptional(ownerSchema),
      safety: v.exactOptional(ownerSchema),
    }),
  ),
});

export type AuditSection = v.InferOutput<typeof auditSectionSchema>;
