export { checkFiles, compareFiles, type FoundContent, type ListedFile } from "./compare-files.ts";
export { createVerification, type Verification } from "./create-verification.ts";
export {
  type FileDifference,
  parseVerification,
  type Signer,
  VERIFICATION_TYPE,
  type VerificationPredicate,
} from "./predicate.ts";
export { reportVerification } from "./report-verification.ts";
export { parseRequirements, REQUIRABLE, type Requirement } from "./requirement.ts";
