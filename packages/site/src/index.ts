export type { SiteEvidence, SiteInput, SiteRun } from "./input.ts";
export { buildSite, type Site, type SiteFile } from "./site.ts";
