import type { ModelDescription } from "@airworthy/model-files";
import type { Metadata } from "@airworthy/model-package";

/** What the user says of the model, and where that is silent, what its files say. */
export function mergeMetadata(given: Metadata, found: ModelDescription): Metadata {
  const { format, architecture, family, paramSize, precision, quantization, licenses } = found;
  const facts = { format, architecture, family, paramSize, precision, quantization };
  const known = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
  return { ...known, ...(licenses.length > 0 ? { licenses: [...licenses] } : {}), ...given };
}
