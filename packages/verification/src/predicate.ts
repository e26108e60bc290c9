import {
  CHECK_KINDS,
  checkShape,
  commonEntries,
  findingEntries,
  predicateType,
  type Statement,
  UserError,
  versionRefSchema,
  worstVerdict,
} from "@airworthy/evidence";
import * as v from "valibot";

export const VERIFICATION_TYPE = predicateType("verification");

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const digest = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9-]+:[0-9a-f]+$/, "must be an algorithm, a colon and hexadecimal digits"),
);

export const verificationSchema = v.pipe(
  v.strictObject({
    ...commonEntries,
    candidate: versionRefSchema,
    /** What the model was taken from. */
    place: v.picklist(["layout", "registry", "folder"]),
    /** How many files were held against their digests, and their bytes together. */
    files: count,
    size: count,
    /** Whose signatures hold, and over what: the files alone, or the package with its name and version. */
    signers: v.array(
      v.strictObject({
        method: v.picklist(["key", "certificate", "keyless"]),
        signer: v.string(),
        signedOn: v.nullable(v.string()),
        covers: v.picklist(["files", "package"]),
      }),
    ),
    /** What had to be there. */
    required: v.array(v.picklist(CHECK_KINDS)),
    /** Each thing that was checked; files that are as they should be are one finding together. */
    findings: v.pipe(
      v.array(v.strictObject({ ...findingEntries, kind: v.picklist(CHECK_KINDS) })),
      v.nonEmpty("must not be empty"),
    ),
    /** The files that are not as they should be, by path. */
    differences: v.array(
      v.strictObject({
        path: v.string(),
        change: v.picklist(["changed", "missing", "extra"]),
        /** What the package or its signature says; null for a file that they do not know. */
        expected: v.nullable(digest),
        /** What is there; null for a file that is not there, or of which only the size was compared. */
        found: v.nullable(digest),
      }),
    ),
  }),
  v.check(
    ({ verdict, findings }) => verdict === worstVerdict(findings.map((finding) => finding.verdict)),
    "must have the worst of its findings' verdicts as its verdict",
  ),
);

export type VerificationPredicate = v.InferOutput<typeof verificationSchema>;
export type VerificationFinding = VerificationPredicate["findings"][number];
export type FileDifference = VerificationPredicate["differences"][number];
export type Signer = VerificationPredicate["signers"][number];

/** A statement's predicate, checked whole. Throws a UserError that names each wrong field. */
export function parseVerification(statement: Statement): VerificationPredicate {
  const { predicateType: given, predicate } = statement;
  if (given !== VERIFICATION_TYPE) {
    throw new UserError(`a predicate of type ${JSON.stringify(given)} was given; ${VERIFICATION_TYPE} is allowed`);
  }
  return checkShape<VerificationPredicate>(verificationSchema, predicate, "the verification");
}
