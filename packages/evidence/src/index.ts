export { appendToYaml, type YamlEntry } from "./append-to-yaml.ts";
export { CHANGES, type Change, changeWord } from "./change.ts";
export { CHECK_KINDS, type Check, type CheckKind } from "./check.ts";
export { type Descriptor, describeText, type SmallArtifact } from "./descriptor.ts";
export { canonicalJson, isSha256, sha256, sha256Digest } from "./digest.ts";
export { IN_TOTO_PAYLOAD, preAuthEncoding } from "./dsse.ts";
export { durationSchema, secondsOf } from "./duration.ts";
export { nearest } from "./nearest.ts";
export { compareCodePoints } from "./order.ts";
export {
  type CommonPredicate,
  commonEntries,
  type Finding,
  findingEntries,
  type InputFile,
  inputFileSchema,
  predicateType,
  reasonCodeSchema,
  sha256Schema,
  stableDigest,
  subjectOf,
  type VersionRef,
  versionRefSchema,
} from "./predicate.ts";
export { SEVERITIES, type Severity, severitySchema } from "./severity.ts";
export { checkShape, type LineOf, type Shape } from "./shape.ts";
export { shortText } from "./short-text.ts";
export { type BundleSigner, SignatureProblem, type SigningMethod, type VerifiedEnvelope } from "./signature.ts";
export {
  createStatement,
  formatStatement,
  parseStatement,
  STATEMENT_TYPE,
  type Statement,
  type Subject,
} from "./statement.ts";
export { type TextProblem, UserError } from "./user-error.ts";
export { VERDICTS, type Verdict, verdictSchema, worstVerdict } from "./verdict.ts";
export { readYaml, type TextPlace, type YamlOptions, type YamlText } from "./yaml.ts";
