import type { Ports } from "@airworthy/runtime";
import type { BaselineResolution, BaselineSettings } from "./baseline.ts";
import { findInArtifacts } from "./from-artifacts.ts";
import { findInGit } from "./from-git.ts";
import { findInPackage } from "./from-package.ts";
import type { SoughtBaseline } from "./parse-reference.ts";
import { openWorld } from "./world.ts";

/**
 * Finds a baseline that is no file of the work tree. Where nothing was found, what was looked for is told, so that it is never
 * taken for "no difference". Throws a UserError where the looking itself fails: for want of a permission, of history, of an
 * answer.
 */
export async function resolveBaseline(
  sought: SoughtBaseline,
  settings: BaselineSettings,
  ports: Ports,
): Promise<BaselineResolution> {
  const world = openWorld(settings.token, ports);
  switch (sought.kind) {
    case "merge-base":
      return await findInArtifacts(world, settings);
    case "git":
      return await findInGit(world, { revision: sought.revision, path: sought.path ?? settings.candidate });
    case "package":
      return await findInPackage(settings, ports);
  }
}
