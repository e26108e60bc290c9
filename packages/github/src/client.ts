import { checkShape, UserError } from "@airworthy/evidence";
import * as v from "valibot";
import { type Call, type Patience, withAttempts } from "./attempts.ts";
import { boundedFetch } from "./bounded-fetch.ts";
import type { Log } from "./log.ts";
import { plainFetch } from "./plain-fetch.ts";
import { GitHubProblem } from "./problem.ts";
import { DEFAULT_LIMITS, type Limits } from "./retry.ts";
import { saveBody } from "./save-body.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

export interface ClientSettings {
  readonly token: string;
  /** GITHUB_API_URL says where the API is. */
  readonly env: Environment;
  readonly log: Log;
  readonly signal?: AbortSignal;
  readonly limits?: Limits;
}

/** One request; `route` as GitHub documents it, such as "GET /repos/{owner}/{repo}/pulls/{pull_number}". */
export interface Request {
  readonly route: string;
  readonly parameters: Readonly<Record<string, string | number | boolean | object>>;
  /** The permission that it takes, for the message when it is missing. */
  readonly needs: string;
  /** Whether it may be repeated when an earlier attempt may have taken effect; by default all but POST. */
  readonly repeatable?: boolean;
}

/** GitHub's API. What it answers is `unknown`, to be checked. Every method throws a GitHubProblem, or the signal's AbortError. */
export interface GitHubClient {
  request(request: Request): Promise<unknown>;
  /** The items of a list, over all its pages. */
  list(request: Request): AsyncIterable<unknown>;
  /** Writes the bytes of an answer, after its redirects, to a file; there is none where they do not all come. */
  download(request: Request, path: string, mostBytes: number): Promise<void>;
  graphql(query: string, needs: string): Promise<unknown>;
}

/** https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api: the largest page. */
const PAGE_SIZE = 100;
/** Ten minutes carry a gigabyte at 2 MB/s. */
const DOWNLOAD_SECONDS = 600;
const LINK_TO_NEXT = /;\s*rel="next"/;

/**
 * A client for GITHUB_API_URL that goes through the proxy, spaces its writes, and tries again within bounds.
 * Throws a UserError when GITHUB_API_URL is no address.
 */
export async function createClient(settings: ClientSettings): Promise<GitHubClient> {
  const signal = settings.signal ?? new AbortController().signal;
  const patience: Patience = { limits: settings.limits ?? DEFAULT_LIMITS, log: settings.log, signal };
  // Octokit costs more to load than everything else here: only a verb that talks to GitHub pays for it.
  const { createOctokit } = await import("./octokit.ts");
  const plain = await plainFetch(settings.env);
  const octokit = createOctokit({
    token: settings.token,
    apiUrl: readApiUrl(settings.env),
    fetch: boundedFetch(plain, patience.limits.attemptSeconds, signal),
    log: settings.log,
  });
  return {
    async request(request) {
      const work = () => octokit.request(request.route, request.parameters);
      const answer: { data: unknown } = await withAttempts(callOf(request), patience, work);
      return answer.data;
    },
    async *list(request) {
      for (let page = 1; ; page++) {
        const parameters = { ...request.parameters, per_page: PAGE_SIZE, page };
        const work = () => octokit.request(request.route, parameters);
        const answer: { data: unknown; headers: { link?: string } } = await withAttempts(
          callOf(request),
          patience,
          work,
        );
        yield* checkShape(v.array(v.unknown()), answer.data, `GitHub's answer to ${request.route}`);
        if (!LINK_TO_NEXT.test(answer.headers.link ?? "")) return;
      }
    },
    async download(request, path, mostBytes) {
      await withAttempts(callOf(request), patience, async () => {
        const ending = AbortSignal.any([signal, AbortSignal.timeout(DOWNLOAD_SECONDS * 1000)]);
        const streaming = { fetch: plain, parseSuccessResponseBody: false, signal: ending };
        const answer: { data: unknown } = await octokit.request(request.route, {
          ...request.parameters,
          request: streaming,
        });
        await saveBody(answer.data, { path, mostBytes, signal: ending });
      });
    },
    async graphql(query, needs) {
      const call = { name: "POST /graphql", needs, repeatable: true };
      try {
        return await withAttempts(call, patience, () => octokit.graphql<unknown>(query));
      } catch (error) {
        throw refusedQuery(error) ?? error;
      }
    },
  };
}

function readApiUrl(env: Environment): string {
  const url = env["GITHUB_API_URL"] || "https://api.github.com";
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return url.replace(/\/+$/, "");
  throw new UserError(
    `GITHUB_API_URL: ${JSON.stringify(url.slice(0, 200))} was given; an http or https address is allowed`,
  );
}

/** GraphQL refuses with status 200 and errors in the body, which Octokit throws without a status. */
function refusedQuery(error: unknown): GitHubProblem | null {
  const isRefusal = error instanceof Error && error.name === "GraphqlResponseError";
  return isRefusal ? new GitHubProblem("refused", `POST /graphql failed: ${error.message}`, { cause: error }) : null;
}

function callOf(request: Request): Call {
  return {
    name: request.route,
    needs: request.needs,
    repeatable: request.repeatable ?? !request.route.startsWith("POST "),
  };
}
