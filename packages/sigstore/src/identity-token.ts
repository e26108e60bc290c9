import { UserError } from "@airworthy/evidence";
import * as v from "valibot";
import { DEFAULT_ATTEMPT_SECONDS, type Environment, exchange, jsonOf, refusal } from "./exchange.ts";
import { serviceUrl } from "./services.ts";
import { readToken } from "./token.ts";

/** What Fulcio, and everybody's verification of it, expects. */
const AUDIENCE = "sigstore";

const PERMISSION =
  "The job needs `permissions: id-token: write`. Pull requests from forks never get it, whatever is asked for: sign in " +
  "a workflow that runs on the repository itself, such as on `push`.";
const ELSEWHERE =
  "Outside of GitHub Actions give a token, as input or in SIGSTORE_ID_TOKEN, or sign with a key. " +
  `In GitHub Actions: ${PERMISSION}`;

const answerSchema = v.object({ value: v.pipe(v.string(), v.nonEmpty()) });

/**
 * The identity token to sign with: the given one, that of SIGSTORE_ID_TOKEN, or one that GitHub Actions issues to the
 * job. Throws a UserError that names the permission where there is none. The token is in no message.
 */
export async function findIdentityToken(
  env: Environment,
  given: string | undefined,
  signal: AbortSignal,
): Promise<string> {
  const token = (given?.trim() || env["SIGSTORE_ID_TOKEN"]?.trim()) ?? "";
  const found = token === "" ? await askActions(env, signal) : token;
  readToken(found);
  return found;
}

/** https://docs.github.com/en/actions/reference/security/oidc#methods-for-requesting-the-oidc-token */
async function askActions(env: Environment, signal: AbortSignal): Promise<string> {
  const { ACTIONS_ID_TOKEN_REQUEST_URL: address, ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer } = env;
  if (!address || !bearer) {
    throw new UserError("There is no identity to sign with: the job has no identity token", {
      remedy: env["GITHUB_ACTIONS"] === "true" ? PERMISSION : ELSEWHERE,
    });
  }
  const url = serviceUrl(address, "", "ACTIONS_ID_TOKEN_REQUEST_URL");
  url.searchParams.set("audience", AUDIENCE);
  const headers = { authorization: `Bearer ${bearer}`, accept: "application/json" };
  const message = { method: "GET", url, headers, service: "GitHub's identity provider" } as const;
  const answer = await exchange(message, { env, signal, attemptSeconds: DEFAULT_ATTEMPT_SECONDS });
  if (answer.status !== 200) throw refusal(message, answer, PERMISSION);
  const token = v.safeParse(answerSchema, jsonOf(answer, message));
  if (token.success) return token.output.value;
  throw new UserError(`${message.service} at ${url.origin} answered without a token`);
}
