import { checkShape, UserError } from "@airworthy/evidence";
import * as v from "valibot";
import type { GitHubClient } from "./client.ts";
import type { Repository } from "./event.ts";
import { numberSchema } from "./identifiers.ts";
import { GitHubProblem } from "./problem.ts";

/** Where an attestation is kept. */
export interface AttestationPlace extends Repository {
  /** GITHUB_SERVER_URL, for the address that people open. */
  readonly serverUrl?: string;
}

/** actions/attest takes predicates of up to 16 MiB; base64 makes a third more of them, and there is a certificate. */
const BUNDLE_CHARACTERS = 24 * 1024 * 1024;
/** Far more than anybody attests of one digest. */
const MOST_ATTESTATIONS = 500;
const DIGEST = /^sha256:[0-9a-f]{64}$/;
const STORE = "POST /repos/{owner}/{repo}/attestations";
const LIST = "GET /repos/{owner}/{repo}/attestations/{subject_digest}";

const bundleSchema = v.looseObject({
  mediaType: v.string(),
  verificationMaterial: v.record(v.string(), v.unknown()),
  dsseEnvelope: v.record(v.string(), v.unknown()),
});
const storedSchema = v.object({ id: numberSchema });
const attestationSchema = v.object({ bundle: v.nullish(bundleSchema) });

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

/**
 * The bundles that a repository keeps for a digest such as "sha256:…", as JSON, newest first; none of them is verified.
 * Throws a UserError on another digest and on more than 500 bundles, else what the client throws.
 */
export async function readAttestations(
  client: GitHubClient,
  repository: Repository,
  digest: string,
): Promise<string[]> {
  if (!DIGEST.test(digest)) {
    throw new UserError(
      `${JSON.stringify(digest.slice(0, 200))} was given; sha256: and 64 hexadecimal digits are allowed`,
    );
  }
  const { owner, repo } = repository;
  const request = {
    route: LIST,
    parameters: { owner, repo, subject_digest: digest },
    needs: "attestations: read",
    itemsIn: "attestations",
  };
  const bundles: string[] = [];
  try {
    for await (const item of client.list(request)) {
      if (bundles.length === MOST_ATTESTATIONS) {
        throw new UserError(`${owner}/${repo} keeps more than ${MOST_ATTESTATIONS} attestations of ${digest}`);
      }
      bundles.push(bundleOf(item));
    }
  } catch (error) {
    // What nobody attested is not found. So is a repository that the token may not see: it has attested nothing to us.
    if (error instanceof GitHubProblem && error.kind === "not-found") return [];
    throw error;
  }
  return bundles;
}

function bundleOf(item: unknown): string {
  const { bundle } = checkShape(attestationSchema, item, `GitHub's answer to ${LIST}`);
  if (bundle) return JSON.stringify(bundle);
  throw new GitHubProblem("refused", `${LIST}: GitHub listed an attestation without its bundle`);
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
