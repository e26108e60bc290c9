export { bundleMethod } from "./bundle.ts";
export { certificateSigner } from "./certificate-signer.ts";
export type { DigestAlgorithm } from "./digest-algorithm.ts";
export { envelopeStatement } from "./envelope-statement.ts";
export { DEFAULT_IGNORED } from "./ignored-path.ts";
export { keySigner } from "./key-signer.ts";
export { modelSignature, rootDigest } from "./model-signature.ts";
export { readModelSignature } from "./read-model-signature.ts";
export type { ByteRange } from "./resource-name.ts";
export type { SignedModel } from "./signed-model.ts";
export { verifyWithCertificates, verifyWithKey } from "./verify-bundle.ts";
export {
  type ChangedFile,
  type FoundFiles,
  type VerifyOptions,
  verifyModel,
} from "./verify-model.ts";
