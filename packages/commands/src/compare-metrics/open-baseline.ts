import { parse } from "node:path";
import type { BaselineOrigin } from "@airworthy/comparison";
import type { VersionRef } from "@airworthy/evidence";
import type { Ports } from "@airworthy/runtime";
import { parseBaselineReference } from "../baseline/parse-reference.ts";
import { resolvePackage, shortName } from "../subject.ts";
import { asCalled, type VersionInput } from "../version-inputs.ts";
import type { Inputs } from "./inputs.ts";

/** A baseline's file, where it came from, and the version that it is of; disposing of it removes what was fetched. */
export interface OpenBaseline extends AsyncDisposable {
  readonly path: string;
  readonly name: string;
  readonly origin: BaselineOrigin;
  /** The package's version; null where only the file's digest can stand for it. */
  readonly package: VersionRef | null;
  readonly input: VersionInput;
}

/** A baseline, or why there is none; the reason is null where none was asked for. */
export type FoundBaseline =
  | { readonly kind: "found"; readonly baseline: OpenBaseline }
  | { readonly kind: "none"; readonly reason: string | null };

/** Finds the baseline that the inputs speak of. What asks git, GitHub or a registry is loaded only when it is asked. */
export async function openBaseline(inputs: Inputs, input: VersionInput | null, ports: Ports): Promise<FoundBaseline> {
  if (input === null) return { kind: "none", reason: null };
  const reference = parseBaselineReference(input.source);
  if (reference.kind === "path") {
    const origin = { how: "given", commit: null, distance: null, committedOn: null, run: null, note: null } as const;
    const known = input.package === undefined ? null : await resolvePackage(input.package, ports.cwd);
    const nothing = async () => {};
    const given = { path: reference.path, name: reference.path, origin, package: known, input };
    return { kind: "found", baseline: { ...given, [Symbol.asyncDispose]: nothing } };
  }
  const { resolveBaseline } = await import("../baseline/resolve-baseline.ts");
  const resolution = await resolveBaseline(reference, settingsOf(inputs), ports);
  if (resolution.kind === "none") return resolution;
  const { baseline } = resolution;
  const sha256 = baseline.packageSha256;
  const version: VersionRef | null =
    sha256 === null ? null : { name: shortName(sha256), version: null, sha256, digestOf: "package" };
  const { path, name, origin } = baseline;
  const dispose = () => baseline[Symbol.asyncDispose]();
  return { kind: "found", baseline: { path, name, origin, package: version, input, [Symbol.asyncDispose]: dispose } };
}

/** What stands for a version: its package, or else the file that was examined. */
export function versionOf(
  known: VersionRef | null,
  file: { name: string; sha256: string },
  input: VersionInput,
): VersionRef {
  const examined = { name: parse(file.name).name, version: null, sha256: file.sha256, digestOf: "input" } as const;
  return asCalled(known ?? examined, input);
}

function settingsOf(inputs: Inputs) {
  const { candidate, token, "baseline-package": pack } = inputs;
  return {
    candidate,
    package: pack,
    artifact: inputs["baseline-artifact"],
    depth: inputs["baseline-depth"],
    token,
    login: inputs,
  };
}
