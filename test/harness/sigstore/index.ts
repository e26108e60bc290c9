export { identityToken, JOB_CLAIMS } from "./identity-provider.ts";
export { type Sigstore, type SigstoreFault, startSigstore } from "./start-sigstore.ts";
