import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "@airworthy/evidence";
import { type Asked, attempt, type Limits, Problem, type Sent } from "./attempt.ts";
import { said } from "./said.ts";
import { addressOf, authorizationOf, nameOf, type Service } from "./service.ts";

/** What a minute does not answer, a look every 15 minutes does not wait for. Rows of 200 metrics in 100 groups stay below. */
export const LIMITS: Limits = { waits: [500, 2_000], milliseconds: 60_000, bytes: 64 * 1024 * 1024 };

/** Posts to a path below the service's address, and takes the JSON of the answer. */
export type AskJson = (path: string, body: Asked) => Promise<unknown>;

/**
 * The way to a service: bounded in time and size, patient with failures that may pass. Throws a UserError that names the source,
 * and never shows the token, at once for an address or token that cannot be used, and from the asking for whatever is no answer of
 * JSON; the signal's reason when it aborts.
 */
export function openService(service: Service, name: string, limits: Limits = LIMITS): AskJson {
  const base = addressOf(service, name);
  const headers = {
    accept: "application/json",
    "user-agent": "airworthy",
    ...authorizationOf(service.token, base, name),
  };
  return async (path, body) => {
    const url = new URL(base);
    if (path !== "") url.pathname = `${base.pathname.replace(/\/+$/, "")}${path}`;
    const type = typeof body === "string" ? { "content-type": "application/json" } : {};
    try {
      return await persist(url, { body, headers: { ...headers, ...type } }, limits, service.signal);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      throw new UserError(`${name}: ${nameOf(url)} ${said(error.message, service.token)}`);
    }
  };
}

/** As many attempts as are worth while. Throws the last one's Problem; the signal's reason when it aborts. */
export async function persist(url: URL, sent: Sent, limits: Limits, signal: AbortSignal | undefined): Promise<unknown> {
  for (let count = 0; ; count++) {
    try {
      return await attempt(url, sent, limits, signal);
    } catch (error) {
      const wait = error instanceof Problem && error.mayPass ? limits.waits[count] : undefined;
      if (wait === undefined) throw error;
      // An abort ends it, and has its own reason.
      await sleep(wait, undefined, signal === undefined ? {} : { signal }).catch(() => signal?.throwIfAborted());
    }
  }
}
