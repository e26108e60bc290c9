import type { Place } from "../place.ts";
import { repositoryAddress } from "./run-address.ts";

const BRANCHES = "refs/heads/";

/**
 * Where the policy's file is, as https://spdx.github.io/spdx-spec/v2.3/package-information/#77-package-download-location-field
 * names a file of a repository: "git+https://github.com/acme/models@refs/heads/main#airworthy.yml"; outside of a workflow
 * "file:" and its path.
 */
export function policyAddress(path: string, { inputs: { branch }, ports }: Pick<Place, "inputs" | "ports">): string {
  const file = inAddress(path.replaceAll("\\", "/").replace(/^\.\//, ""));
  const repository = repositoryAddress(ports.env);
  if (repository === null) return `file:${file}`;
  const ref = branch === undefined ? "" : `@${inAddress(branch.startsWith("refs/") ? branch : BRANCHES + branch)}`;
  return `git+${repository}${ref}#${file}`;
}

function inAddress(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}
