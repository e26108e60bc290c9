import { UserError } from "@airworthy/evidence";
import type { TrackingServer } from "@airworthy/governance";
import { type HttpClient, HttpProblem, openClient } from "@airworthy/models";
import type { ModelRegistryServer } from "@airworthy/promotion";
import type { Ports } from "@airworthy/runtime";
import type { TrackingAddress } from "./tracking-address.ts";

/** Of one request, in milliseconds. */
const TIMEOUT = 30_000;
const NOT_FOUND = 404;

/** The server's REST API. Whoever opens it closes it. Throws a UserError for a login or a proxy that cannot be used. */
export function openTrackingServer(
  { url, env, login }: TrackingAddress,
  { cwd, signal }: Ports,
): TrackingServer & ModelRegistryServer & AsyncDisposable {
  const config = {
    url,
    ...(login === null ? {} : { headers: { authorization: login.header }, secrets: [...login.secrets] }),
  };
  const options = { cwd, env, signal, timeout: TIMEOUT, startTimeout: TIMEOUT };
  const patient = openClient(config, options);
  const once = openClient({ ...config, retries: 0 }, options);
  const at = (path: string) => new URL(`${url}/api/2.0/mlflow/${path}`);
  return {
    url,
    async find(path, query) {
      const where = at(path);
      where.search = new URLSearchParams(query).toString();
      return await answerOf(patient, { method: "GET", url: where }, true);
    },
    async send(path, body, repeatable) {
      const request = { method: "POST", url: at(path), body: JSON.stringify(body) } as const;
      return await answerOf(repeatable ? patient : once, request, false);
    },
    async remove(path, body) {
      return await answerOf(patient, { method: "DELETE", url: at(path), body: JSON.stringify(body) }, false);
    },
    async [Symbol.asyncDispose]() {
      await patient[Symbol.asyncDispose]();
      await once[Symbol.asyncDispose]();
    },
  };
}

type Request = Parameters<HttpClient["ask"]>[0];

/** Null where the server says that there is no such thing, if that is an answer. */
async function answerOf(client: HttpClient, request: Request, mayLack: boolean): Promise<unknown> {
  try {
    return (await client.ask(request, request.url.pathname)).value;
  } catch (error) {
    if (!(error instanceof HttpProblem)) throw error;
    if (mayLack && error.status === NOT_FOUND) return null;
    throw new UserError(error.message, {
      remedy: "Check that a tracking server of MLflow is there, and its login in the environment.",
    });
  }
}
