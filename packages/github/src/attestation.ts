import { checkShape, UserError } from "@airworthy/evidence";
import * as v from "valibot";
import type { GitHubClient } from "./client.ts";
import type { Repository } from "./event.ts";
import { numberSchema } from "./identifiers.ts";

/** Where an attestation is kept. */
export interface AttestationPlace extends Repository {
  /** GITHUB_SERVER_URL, for the address that people open. */
  readonly serverUrl?: string;
}

/** actions/attest takes predicates of up to 16 MiB; base64 makes a third more of them, and there is a certificate. */
const BUNDLE_CHARACTERS = 24 * 1024 * 1024;
const STORE = "POST /repos/{owner}/{repo}/attestations";

const bundleSchema = v.looseObject({
  mediaType: v.string(),
  verificationMaterial: v.record(v.string(), v.unknown()),
  dsseEnvelope: v.record(v.string(), v.unknown()),
});
const storedSchema = v.object({ id: numberSchema });

/**
 * Keeps a Sigstore bundle with the repository, where `gh attestation verify` finds it by the digests of its subjects. Only
 * bundles of the keyless method are taken, and for private repositories only with GitHub Enterprise Cloud.
 * Throws a UserError on what is no bundle, else what the client throws.
 */
export async function storeAttestation(
  client: GitHubClient,
  place: AttestationPlace,
  bundle: string,
): Promise<{ id: string; url: string }> {
  const { owner, repo, serverUrl = "https://github.com" } = place;
  const parameters = { owner, repo, bundle: parseBundle(bundle) };
  // The same bundle twice is listed twice and proves the same.
  const answer = await client.request({ route: STORE, parameters, needs: "attestations: write", repeatable: true });
  const id = String(checkShape(storedSchema, answer, `GitHub's answer to ${STORE}`).id);
  return { id, url: `${serverUrl.replace(/\/+$/, "")}/${owner}/${repo}/attestations/${id}` };
}

function parseBundle(text: string): object {
  if (text.length > BUNDLE_CHARACTERS) {
    throw new UserError(`The bundle has ${text.length} characters; ${BUNDLE_CHARACTERS} are allowed`);
  }
  return checkShape(bundleSchema, parseJson(text), "The bundle");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UserError("The bundle is not JSON", { cause });
  }
}
