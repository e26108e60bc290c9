/** https://github.com/ossf/model-signing-spec/blob/main/spec/v1.0.md, 5.1 */
export const MODEL_PREDICATE = "https://model_signing/signature/v1.0";
/** A verifier of version 1.0 takes every 1.x: they may add what can be disregarded (VERSIONING.md, "Predicate Type URI"). */
export const ANY_MODEL_PREDICATE = /^https:\/\/model_signing\/signature\/v1\.(0|[1-9]\d{0,3})$/;
/** Of version 0.2.0 of model_signing: to be verified, never to be made. */
export const LEGACY_PREDICATE = "https://model_signing/Digests/v0.1";
