import { setTimeout as sleep } from "node:timers/promises";
import { StorageProblem } from "./storage-problem.ts";

export interface StoredContent {
  /** Signed already. */
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer>;
}

export interface Storage {
  /** Its failures have Node's `code`. */
  readonly fetch: typeof fetch;
  readonly signal: AbortSignal;
  /** Before the second retry; three times as long before the third. */
  readonly pauseMs: number;
}

/** It takes blocks of up to 4,000 MiB: https://learn.microsoft.com/rest/api/storageservices/put-block#remarks. */
const API_VERSION = "2020-10-02";
/** As many as Azure's own client makes. */
const TRIES = 4;
/** What that tries again, the first time at once. */
const PASSING_STATUSES: readonly number[] = [500, 503];
const PASSING_CODES: readonly unknown[] = ["ETIMEDOUT", "ECONNREFUSED", "ECONNRESET", "ENOTFOUND", "EPIPE"];

/** Puts something into Azure's storage, four times at most while failures may pass. Throws the last of them. */
export async function putToStorage(content: StoredContent, storage: Storage): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await putOnce(content, storage.fetch);
    } catch (error) {
      if (attempt === TRIES || !passes(error)) throw error;
      await sleep((2 ** (attempt - 1) - 1) * storage.pauseMs, undefined, { signal: storage.signal });
    }
  }
}

async function putOnce({ url, headers, body }: StoredContent, send: typeof fetch): Promise<void> {
  const common = { accept: "application/xml", "user-agent": "airworthy", "x-ms-version": API_VERSION };
  const answer = await send(url, { method: "PUT", headers: { ...common, ...headers }, body });
  if (answer.status !== 201) throw new StorageProblem(answer.status, await answer.text());
}

function passes(error: unknown): boolean {
  if (error instanceof StorageProblem) return PASSING_STATUSES.includes(error.status);
  return error instanceof Error && "code" in error && PASSING_CODES.includes(error.code);
}
