import { npmProject } from "../../test/interop/npm-packages.ts";

export const FLAGD_CORE = "@openfeature/flagd-core@4.0.1";
export const GROWTHBOOK = "@growthbook/growthbook@1.8.0";
/** Which flagd-core leaves to whoever installs it. */
const OPENFEATURE_CORE = "@openfeature/core@1.12.0";

/** A folder that has both peers installed. */
export function installPeers(): Promise<string> {
  return npmProject([FLAGD_CORE, GROWTHBOOK, OPENFEATURE_CORE]);
}
