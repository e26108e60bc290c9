import type { Ports } from "@airworthy/runtime";
import { type BaselineResolution, type BaselineSettings, UNKNOWN_ORIGIN } from "./baseline.ts";
import { findInArtifacts } from "./from-artifacts.ts";
import { findInGit } from "./from-git.ts";
import { findInPackage } from "./from-package.ts";
import { parseBaselineReference } from "./parse-reference.ts";
import { openWorld } from "./world.ts";

/**
 * Finds what the input `baseline` means: a file's path, `merge-base`, `git:REF`, `git:REF:PATH` or `package`. Where nothing
 * was found, what was looked for is told, so that it is never taken for "no difference". Throws a UserError where the
 * looking itself fails: for want of a permission, of history, of an answer.
 */
export async function resolveBaseline(
  reference: string,
  settings: BaselineSettings,
  ports: Ports,
): Promise<BaselineResolution> {
  const meant = parseBaselineReference(reference);
  const world = openWorld(settings.token, ports);
  switch (meant.kind) {
    case "path":
      return { kind: "found", baseline: given(meant.path) };
    case "merge-base":
      return await findInArtifacts(world, settings);
    case "git":
      return await findInGit(world, { revision: meant.revision, path: meant.path ?? settings.candidate });
    case "package":
      return await findInPackage(settings, ports);
  }
}

/** Whoever gave a file keeps it. */
function given(path: string) {
  const origin = { how: "given", ...UNKNOWN_ORIGIN } as const;
  return { path, name: path, packageSha256: null, origin, [Symbol.asyncDispose]: async () => {} };
}
