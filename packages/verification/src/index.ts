export { checkFiles, compareFiles, type FoundContent, type ListedFile } from "./compare-files.ts";
export { createVerification, type Verification, type VerificationRun } from "./create-verification.ts";
export {
  type FileDifference,
  parseVerification,
  type Signer,
  VERIFICATION_TYPE,
  type VerificationPredicate,
  verificationSchema,
} from "./predicate.ts";
export { reportVerification } from "./report-verification.ts";
export { checkRequirements, parseRequirements, REQUIRABLE, type Requirement } from "./requirement.ts";
