import { reasonCodeSchema, type Shape, sha256Schema } from "@airworthy/evidence";
import * as v from "valibot";
import {
  countSchema,
  digestSchema,
  instantSchema,
  nameSchema,
  planNameSchema,
  positiveCountSchema,
  reasonSchema,
  shareSchema,
} from "../fields.ts";
import { MOVES, PHASES } from "../state/rollout-state.ts";

/** The one version of the format that there is. */
export const ENTRY_VERSION = 1;

/** Twice what may clear a version; the length of a line limits them, too. */
const MOST_EVIDENCE = 2_000;
/** A promotion makes three; the length of a line limits them, too. */
const MOST_TAGS = 20;
/** A SHA-1, or a SHA-256 in repositories that use it. */
const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

const sideSchema = v.strictObject({
  phase: v.picklist(PHASES),
  /** From 1; null without a candidate. */
  step: v.nullable(positiveCountSchema),
  /** Of the step's segment or, without one, of everybody; 0 without a candidate. */
  share: shareSchema,
  segment: v.nullable(nameSchema),
  /** SHA-256 of the rollout's state as canonical JSON; null where there was none yet. */
  state: v.nullable(sha256Schema),
  /** SHA-256 of the flag's definition as canonical JSON; null where there is no such flag. */
  flag: v.nullable(sha256Schema),
  /** SHA-256 of the whole list of denied packages as canonical JSON. */
  denials: sha256Schema,
});

/** How a rollout stood before a move, or after it. */
export type EntrySide = v.InferOutput<typeof sideSchema>;

/** A Sigstore bundle, which whoever verifies it checks whole. */
export const signatureSchema = v.looseObject({ mediaType: v.string() });

/** What every entry has. All text in it is untrusted. */
const commonEntries = {
  version: v.literal(ENTRY_VERSION),
  /** The line's number, from 1. */
  sequence: positiveCountSchema,
  /** SHA-256 of the line before, its signature included, its line feed not; null in the first. */
  previous: v.nullable(sha256Schema),
  /** As the clock said that was there; it may have been wrong. */
  on: instantSchema,
  /** Who, by which way such as "action", and the address of the workflow's run. */
  by: v.strictObject({ actor: nameSchema, via: reasonCodeSchema, run: v.nullable(nameSchema) }),
  why: v.nullable(reasonSchema),
  pullRequest: v.nullable(positiveCountSchema),
  /** The package that was put on the list of denied ones. */
  denied: v.nullable(digestSchema),
  /** What it was decided from. */
  evidence: v.pipe(v.array(v.strictObject({ name: nameSchema, sha256: sha256Schema })), v.maxLength(MOST_EVIDENCE)),
  /** What makes it idempotent, where it was given. */
  request: v.nullable(nameSchema),
  signature: v.nullable(signatureSchema),
};

/** A move of a rollout. */
const rolloutEntrySchema = v.strictObject({
  ...commonEntries,
  rollout: v.strictObject({ name: planNameSchema, number: countSchema }),
  /** The key of the flag in flags.json that the rollout moves. */
  flag: nameSchema,
  move: v.picklist(MOVES),
  candidate: v.nullable(digestSchema),
  stable: v.nullable(digestSchema),
  before: sideSchema,
  after: sideSchema,
  /** The package that the move took off the list of denied ones. */
  allowed: v.nullable(digestSchema),
});

/** Of the files beside the log a stage's change touches no other value. */
const denialsSchema = v.strictObject({ denials: sideSchema.entries.denials });

/** That a stage of a model has another package. */
const promotionEntrySchema = v.strictObject({
  ...commonEntries,
  promotion: v.strictObject({ model: nameSchema, stage: nameSchema }),
  move: v.picklist(["promote", "rollback"]),
  /** What the stage has from now on. */
  candidate: digestSchema,
  /** What it had before; null where that was nothing, or is bound to no package. */
  stable: v.nullable(digestSchema),
  /** What the package was made of. */
  commit: v.pipe(v.string(), v.regex(COMMIT, "must be a commit's SHA")),
  /** The names of the git tags that say the same. */
  tags: v.pipe(v.array(reasonSchema), v.maxLength(MOST_TAGS)),
  before: denialsSchema,
  after: denialsSchema,
  /** Going back denies a package; what is denied only a rollout's move allows. */
  allowed: v.null(),
});

export type RolloutEntry = v.InferOutput<typeof rolloutEntrySchema>;
export type PromotionEntry = v.InferOutput<typeof promotionEntrySchema>;

/** A line of the log: a move of a rollout or a change of a stage, told by the key `rollout` or `promotion`. */
export type AuditEntry = RolloutEntry | PromotionEntry;

/** By which of the two it wants to be an entry is told what is wrong with it. */
export const entrySchema: Shape<AuditEntry> = v.lazy((entry): Shape<AuditEntry> => {
  const isPromotion = typeof entry === "object" && entry !== null && Object.hasOwn(entry, "promotion");
  return isPromotion ? promotionEntrySchema : rolloutEntrySchema;
});

type Draft<Entry> = Omit<Entry, "version" | "sequence" | "previous" | "signature">;

export type RolloutDraft = Draft<RolloutEntry>;
export type PromotionDraft = Draft<PromotionEntry>;

/** An entry before the log gives it its place. */
export type EntryDraft = RolloutDraft | PromotionDraft;
