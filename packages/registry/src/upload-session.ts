import type { Access } from "./authorization.ts";
import { type Answer, bytesBody, type RequestBody } from "./exchange.ts";
import { RegistryProblem } from "./problem.ts";
import { uploadLocation } from "./redirect.ts";
import type { Call, Transport } from "./transport.ts";

/** An upload under way in a registry. Each request but `cancel` throws a RegistryProblem, and none is repeated. */
export interface UploadSession {
  /** No chunk but the last may be smaller; 0 where the registry does not mind. */
  readonly minimumBytes: number;
  /** Sends a chunk that begins at byte `start` of the blob. */
  sendChunk(chunk: Uint8Array, start: number): Promise<void>;
  /** Sends the whole blob as one request of unsaid range, as Docker does. */
  sendStream(body: RequestBody): Promise<void>;
  /** How many bytes the registry has. */
  receivedBytes(): Promise<number>;
  /** Closes the upload; `body` is the whole blob where nothing was sent before. */
  close(digest: string, body?: RequestBody): Promise<void>;
  /** Lets the registry forget the upload; what it makes of that does not matter. */
  cancel(): Promise<void>;
}

interface Place {
  readonly transport: Transport;
  readonly access: Access;
  readonly label: string;
}

/** The session that a POST to `blobs/uploads/` has opened. */
export function sessionOf(place: Place, opened: Answer, from: URL): UploadSession {
  const { transport, access, label } = place;
  const what = `pushing ${label}`;
  let location = uploadLocation(what, from, opened);

  async function send(call: Pick<Call, "method" | "expect"> & Partial<Call>): Promise<Answer> {
    const answer = await transport.send({ what, url: location, access, isRepeatable: false, ...call });
    await answer.discard();
    return answer;
  }

  /** Registries that keep no state of their own put it into each new location. */
  function move(answer: Answer): void {
    if (answer.headers.has("location")) location = uploadLocation(what, location, answer);
  }

  return {
    minimumBytes: minimumOf(opened),
    async sendChunk(chunk, start) {
      const headers = { "content-range": `${start}-${start + chunk.byteLength - 1}` };
      // The Range of the answer is not looked at: Amazon's stays at the first chunk's end
      // (https://github.com/aws/containers-roadmap/issues/2831). What is amiss, the digest tells.
      move(await send({ method: "PATCH", headers, body: bytesBody(chunk), expect: [202, 201, 204] }));
    },
    async sendStream(body) {
      move(await send({ method: "PATCH", body, expect: [202, 201, 204] }));
    },
    async receivedBytes() {
      const answer = await send({ method: "GET", expect: [204, 202, 200], isRepeatable: true });
      move(answer);
      return readReceived(answer.headers.get("range"));
    },
    async close(digest, body) {
      const url = new URL(location);
      url.searchParams.set("digest", digest);
      await send({ method: "PUT", url, expect: [201, 200, 204], ...(body === undefined ? {} : { body }) });
    },
    async cancel() {
      await send({ method: "DELETE", expect: [204, 202, 200] }).catch((error: unknown) => {
        if (!(error instanceof RegistryProblem)) throw error;
      });
    },
  };
}

function minimumOf(opened: Answer): number {
  const header = opened.headers.get("oci-chunk-min-length") ?? "";
  return /^\d{1,15}$/.test(header) ? Number(header) : 0;
}

/** "0-1023" are 1024 bytes; none, and "0-0" as most registries write none, are 0: a byte sent twice does no harm. */
function readReceived(range: string | null): number {
  const end = /^(?:bytes=)?0-(\d{1,15})$/.exec(range ?? "")?.[1];
  return end === undefined || end === "0" ? 0 : Number(end) + 1;
}
