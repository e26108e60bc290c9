/** The inputs that name two versions, none of them given. */
export const UNNAMED_VERSIONS = {
  package: undefined,
  "baseline-package": undefined,
  "candidate-name": undefined,
  "candidate-version": undefined,
  "baseline-name": undefined,
  "baseline-version": undefined,
};
