export type { BlobSource } from "./blob-source.ts";
export { type CredentialSource, type Credentials, readCredentials } from "./credentials.ts";
export type { RegistryLimits } from "./limits.ts";
export type { Log } from "./log.ts";
export type { PulledManifest } from "./manifest.ts";
export { type ProblemKind, RegistryProblem } from "./problem.ts";
export { useProxy } from "./proxy.ts";
export { formatReference, parseRegistryReference, type RegistryReference } from "./reference.ts";
export { openRegistry, type PushedBlob, type PushOptions, type Registry, type RegistryOptions } from "./registry.ts";
