import {
  checkShape,
  commonEntries,
  findingEntries,
  inputFileSchema,
  predicateType,
  type Statement,
  UserError,
  versionRefSchema,
} from "@airworthy/evidence";
import * as v from "valibot";
import { MOST_CANDIDATES } from "../balance/search-salts.ts";
import { atLeastZeroSchema, countSchema, nameSchema, plainNameSchema, shareSchema, textSchema } from "../fields.ts";
import { EFFECTS, MOVES } from "../moves/moved.ts";
import { MOST_ARMS } from "../plan/plan.ts";
import { SLOTS, slotsSchema } from "../slots/slots.ts";
import { sampleRatioSchema } from "../split/sample-ratio.ts";
import { experimentSchema, PHASES } from "../state/experiment.ts";
import { SELF_CHECKS } from "./self-checks.ts";

export const EXPERIMENT_TYPE = predicateType("experiment");

const MOST_FINDINGS = 100;
const MOST_ATTRIBUTES = 200;

const { entries: kept } = experimentSchema.pipe[0];

const armSchema = v.strictObject({
  name: plainNameSchema,
  sha256: inputFileSchema.entries.sha256,
  /** Of the slots of those that take part: before the move and now. 0 where nobody is exposed. */
  was: slotsSchema,
  slots: slotsSchema,
  /** That it is the best; null where it was not asked, or nobody can tell. */
  best: v.nullable(shareSchema),
});

const dealtSchema = v.strictObject({
  candidate: countSchema,
  salt: kept.salt,
  criterion: atLeastZeroSchema,
  counts: v.pipe(v.array(countSchema), v.minLength(2), v.maxLength(MOST_ARMS)),
  attributes: v.pipe(
    v.array(
      v.strictObject({
        name: nameSchema,
        kind: v.picklist(["numeric", "categorical"]),
        standardised: atLeastZeroSchema,
        share: v.nullable(shareSchema),
        cramersV: v.nullable(atLeastZeroSchema),
      }),
    ),
    v.minLength(1),
    v.maxLength(MOST_ATTRIBUTES),
  ),
});

const balanceSchema = v.strictObject({
  roster: inputFileSchema,
  rows: countSchema,
  /** Of the roster, those that take part: they alone are dealt arms. */
  participants: countSchema,
  candidates: v.pipe(countSchema, v.minValue(1), v.maxValue(MOST_CANDIDATES)),
  /** By the salt that would be used without a search, and by the one that was chosen. */
  before: dealtSchema,
  after: dealtSchema,
});

const entriesSchema = v.strictObject({
  ...commonEntries,
  headline: textSchema,
  findings: v.pipe(
    v.array(v.strictObject({ ...findingEntries, id: nameSchema, headline: textSchema })),
    v.minLength(1),
    v.maxLength(MOST_FINDINGS),
  ),
  /** The first arm but the control, for reports; all arms are subjects. */
  candidate: versionRefSchema,
  /** The control: the first arm. */
  baseline: versionRefSchema,
  experiment: v.strictObject({
    name: kept.name,
    number: kept.number,
    revision: kept.revision,
    flag: kept.flag,
    metric: kept.metric,
    /** What users are dealt by: the salt and the user's key are hashed. */
    salt: kept.salt,
    namespace: kept.namespace,
    ranges: kept.ranges,
    holdout: kept.holdout,
    floor: kept.floor,
  }),
  move: v.picklist(MOVES),
  effect: v.picklist(EFFECTS),
  phase: v.strictObject({ before: v.nullable(v.picklist(PHASES)), after: v.nullable(v.picklist(PHASES)) }),
  /** What a split is made of. */
  total: v.literal(SLOTS),
  arms: v.pipe(v.array(armSchema), v.minLength(2), v.maxLength(MOST_ARMS + 1)),
  /** Slots whose users have another arm than before: of all that take part, that many ten-thousandths. */
  moved: slotsSchema,
  /** Since when each arm had which share: a user who was dealt an arm then is weighed by total / slots. */
  propensities: kept.allocations,
  /** Null where nothing was counted. */
  sampleRatio: v.nullable(sampleRatioSchema),
  balance: v.nullable(balanceSchema),
});

export type ExperimentPredicate = v.InferOutput<typeof entriesSchema>;

export const experimentPredicateSchema = v.pipe(
  entriesSchema,
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    for (const { holds, message } of SELF_CHECKS) if (!holds(dataset.value)) addIssue({ message });
  }),
);

/** A statement's predicate, checked whole. Throws a UserError that names each wrong field. */
export function parseExperiment(statement: Statement): ExperimentPredicate {
  const { predicateType: given, predicate } = statement;
  if (given !== EXPERIMENT_TYPE) {
    throw new UserError(`a predicate of type ${JSON.stringify(given)} was given; ${EXPERIMENT_TYPE} is allowed`);
  }
  return checkShape<ExperimentPredicate>(experimentPredicateSchema, predicate, "the experiment");
}
