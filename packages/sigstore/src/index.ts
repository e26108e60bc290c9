export { findIdentityToken } from "./identity-token.ts";
export { keylessSigner } from "./keyless-signer.ts";
export { servicesFor } from "./services.ts";
export { type KeylessPolicy, verifyKeyless } from "./verify-keyless.ts";
