import type { VersionRef } from "@airworthy/evidence";
import type { SiteInput } from "./input.ts";

/** What a version's page needs of the site beside the version. */
export interface Surroundings {
  readonly site: SiteInput;
  /** Where the page of a version is, by `refKey`, for links to what it was compared with. */
  readonly folders: ReadonlyMap<string, string>;
}

/** What tells a version from every other. */
export function refKey({ name, version, sha256 }: VersionRef): string {
  return JSON.stringify([name, version, sha256]);
}
