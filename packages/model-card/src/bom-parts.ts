import { spdxExpression, spdxIdentifier } from "./license.ts";
import { publicAddress } from "./public-address.ts";

/** A part of a bill of materials, as JSON has it. */
export type Part = Readonly<Record<string, unknown>>;

/** What the schema takes as an address: absolute, of ASCII, every percent sign of an escape. */
const ADDRESS =
  /^[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9._~:/?@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*(?:#(?:[A-Za-z0-9._~:/?@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*)?$/;

export function hashes(sha256: string | null): Part {
  return sha256 === null ? {} : { hashes: [{ alg: "SHA-256", content: sha256 }] };
}

/** Licences as the schema has them: one expression alone, or a list of identifiers and names. */
export function licenses(given: readonly string[] | undefined): Part {
  if (given === undefined || given.length === 0) return {};
  const expression = given.length === 1 ? spdxExpression(given[0] ?? "") : null;
  if (expression !== null) return { licenses: [{ expression }] };
  return {
    licenses: given.map((license) => {
      const id = spdxIdentifier(license);
      return { license: id === null ? { name: license } : { id } };
    }),
  };
}

/** A thing's address as a reference, or, where the schema takes no such address, as a property. Credentials stay out. */
export function reference(type: string, uri: string | null | undefined): Part {
  if (uri === null || uri === undefined) return {};
  const url = publicAddress(uri);
  const isAddress = URL.canParse(url) && ADDRESS.test(url);
  if (!isAddress) return { properties: [property("address", url)] };
  return { externalReferences: [{ type, url }] };
}

/** A property of ours; CycloneDX has its names under a prefix. */
export function property(name: string, value: string | number | boolean): Part {
  return { name: `airworthy:${name}`, value: String(value) };
}

/** The fields that have something in them. */
export function present(fields: Part): Part {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => {
      if (value === undefined || value === null) return false;
      if (Array.isArray(value)) return value.length > 0;
      return typeof value !== "object" || Object.keys(value).length > 0;
    }),
  );
}
