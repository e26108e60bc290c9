import { predicateType } from "@airworthy/evidence";

/** Standard predicates by the names that files call them; ours are called by their kind. */
const STANDARD: ReadonlyMap<string, string> = new Map([
  // https://github.com/in-toto/attestation/blob/main/spec/predicates/test-result.md
  ["behavior", "https://in-toto.io/attestation/test-result/v0.1"],
  // https://slsa.dev/spec/v1.1/provenance
  ["provenance", "https://slsa.dev/provenance/v1"],
  // https://cyclonedx.org/specification/overview/
  ["bill-of-materials", "https://cyclonedx.org/bom"],
]);

/** The predicate type that a file means: "behavior", "audit" or any other kind of ours, or a URI as it is. */
export function evidenceType(name: string): string {
  return name.includes(":") ? name : (STANDARD.get(name) ?? predicateType(name));
}

/** The short name of a predicate type; the URI itself where there is none. */
export function evidenceName(type: string): string {
  const [standard] = [...STANDARD].find(([, uri]) => uri === type) ?? [];
  const kind = /\/attestation\/([a-z-]+)\/v1$/.exec(type)?.[1];
  return standard ?? (kind !== undefined && predicateType(kind) === type ? kind : type);
}
