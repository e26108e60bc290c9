/** Larger answers are cut off: a page of a hundred comments at their limit of 65,536 characters stays below. */
const ANSWER_BYTES = 64 * 1024 * 1024;

/**
 * `fetch` that gives up when the whole answer is not there in time, when it is too large, or when `signal` aborts.
 * The body is read here, so that an answer that stalls half way counts as none.
 */
export function boundedFetch(inner: typeof fetch, seconds: number, signal: AbortSignal): typeof fetch {
  return async (url, init) => {
    const timeout = AbortSignal.timeout(seconds * 1000);
    try {
      const response = await inner(url, { ...init, signal: AbortSignal.any([signal, timeout]) });
      const body = await readAll(response);
      return new Response(body, {
        status: response.status,
        statusText: response.statusText,
        headers: [...response.headers],
      });
    } catch (error) {
      if (timeout.aborted) throw new Error(`no answer within ${seconds} s`, { cause: error });
      throw error;
    }
  };
}

async function readAll(response: Response): Promise<Uint8Array<ArrayBuffer> | null> {
  if (response.body === null) return null;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body) {
    bytes += chunk.byteLength;
    if (bytes > ANSWER_BYTES) throw new Error(`the answer is larger than ${ANSWER_BYTES} bytes`);
    chunks.push(chunk);
  }
  // A Response may not have a body with "no content".
  return response.status === 204 || response.status === 304 ? null : Buffer.concat(chunks);
}
