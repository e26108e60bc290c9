import type { Access } from "./authorization.ts";
import type { Transport } from "./transport.ts";
import { sessionOf, type UploadSession } from "./upload-session.ts";
import type { UploadWay } from "./upload-way.ts";

/** A repository that blobs are uploaded to. */
export interface Uploading {
  readonly transport: Transport;
  /** `blobs/uploads/` of the repository. */
  readonly url: URL;
  readonly access: Access;
  /** The way that works, as far as is known; learnt from what the registry refuses. */
  way: UploadWay;
  hasBlob(digest: string): Promise<boolean>;
}

/** Told how many bytes of the blob, from its start, the registry has taken. */
export type OnTaken = (bytes: number) => void;

export interface Uploaded {
  readonly sha256: string;
  readonly how: "uploaded" | "present";
}

/** Opens an upload. One that is opened and not used the registry forgets after a while. */
export async function openSession({ transport, url, access }: Uploading, label: string): Promise<UploadSession> {
  const call = { what: `pushing ${label}`, method: "POST", url, access } as const;
  const answer = await transport.send({ ...call, expect: [202], isRepeatable: true });
  await answer.discard();
  return sessionOf({ transport, access, label }, answer, url);
}
