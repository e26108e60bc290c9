export type { Environment } from "./exchange.ts";
export { findIdentityToken } from "./identity-token.ts";
export { type KeylessOptions, keylessSigner } from "./keyless-signer.ts";
export { GITHUB_SERVICES, PUBLIC_SERVICES, type SigstoreServices, servicesFor } from "./services.ts";
export { type KeylessEnvelope, type KeylessPolicy, type KeylessTrust, verifyKeyless } from "./verify-keyless.ts";
