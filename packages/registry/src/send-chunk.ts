import { createPatience } from "./patience.ts";
import { RegistryProblem } from "./problem.ts";
import type { Transport } from "./transport.ts";
import type { UploadSession } from "./upload-session.ts";
import { isOutOfStep, mayPass, SessionLost } from "./upload-way.ts";

export interface ChunkPlace {
  readonly transport: Transport;
  readonly session: UploadSession;
  readonly label: string;
}

/**
 * Sends a chunk from memory that begins at byte `start` of the blob; after a failure what the registry has not yet got
 * of it. Throws SessionLost where the two no longer agree, a RegistryProblem where it is refused or patience ends.
 */
export async function sendChunk(place: ChunkPlace, chunk: Uint8Array, start: number): Promise<void> {
  const { transport, session, label } = place;
  const { wire, log } = transport;
  const patience = createPatience(`pushing ${label}`, { limits: wire.limits, log, signal: wire.signal });
  let done = 0;
  while (done < chunk.byteLength) {
    try {
      await session.sendChunk(chunk.subarray(done), start + done);
      return;
    } catch (error) {
      // Of the first bytes none can be out of step: the registry does not want them so.
      const isStart = start + done === 0;
      if (isOutOfStep(error) && (!isStart || error.status === 404)) throw new SessionLost(error);
      if (!mayPass(error)) throw error;
      await patience.wait(error);
      done = (await receivedBytes(session)) - start;
      if (done < 0 || done > chunk.byteLength) throw new SessionLost(error);
    }
  }
}

async function receivedBytes(session: UploadSession): Promise<number> {
  try {
    return await session.receivedBytes();
  } catch (error) {
    throw error instanceof RegistryProblem ? new SessionLost(error) : error;
  }
}
