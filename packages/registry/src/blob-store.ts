import { type Descriptor, sha256, UserError } from "@airworthy/evidence";
import type { BlobSource } from "./blob-source.ts";
import { RegistryProblem } from "./problem.ts";
import { readBlob } from "./read-blob.ts";
import { isDigest } from "./reference.ts";
import type { PushedBlob, PushOptions, Registry } from "./registry.ts";
import type { Repository } from "./repository.ts";
import { shown } from "./shown.ts";
import { uploadBlob } from "./upload.ts";
import { sessionOf } from "./upload-session.ts";
import type { Uploading } from "./uploading.ts";

type BlobStore = Pick<Registry, "hasBlob" | "readBlob" | "readSmallBlob" | "pushBlob" | "pushSmall" | "mount">;

/** The blobs of a repository. */
export function blobStore(repository: Repository): BlobStore {
  const { transport, url, pull, push } = repository;
  const addressOf = (digest: string) => blobUrl(url, digest);
  const uploads = new URL("blobs/uploads/", url);
  const uploading: Uploading = { transport, url: uploads, access: push, way: "chunks", hasBlob: isHere };

  async function hasBlob(digest: string, access = pull): Promise<boolean> {
    const call = { what: `looking for ${digest}`, method: "HEAD", url: addressOf(digest), access } as const;
    const answer = await transport.send({ ...call, expect: [200, 404], isRepeatable: true });
    await answer.discard();
    return answer.status === 200;
  }

  /** Asked before a push and with its access, so that one token does for both. */
  function isHere(digest: string): Promise<boolean> {
    return hasBlob(digest, push);
  }

  async function mount(digest: string, from: string): Promise<boolean> {
    const at = new URL(uploads);
    at.searchParams.set("mount", digest);
    at.searchParams.set("from", from);
    const what = `mounting ${digest}`;
    const access = [...push, `repository:${from}:pull`];
    const call = { what, method: "POST", url: at, access, expect: [201, 202, 401, 403, 404, 405] } as const;
    const answer = await transport.send({ ...call, isRepeatable: true });
    await answer.discard();
    // A registry that cannot or will not mount opens an upload instead.
    if (answer.status === 202) await sessionOf({ transport, access: push, label: digest }, answer, at).cancel();
    return answer.status === 201;
  }

  /** Who may not read there uploads. */
  async function mountIfAllowed(digest: string, from: string): Promise<boolean> {
    try {
      return await mount(digest, from);
    } catch (error) {
      if (error instanceof RegistryProblem && error.kind === "permission") return false;
      throw error;
    }
  }

  async function pushBlob(source: BlobSource, { mountFrom, onBytes }: PushOptions = {}): Promise<PushedBlob> {
    const { size } = source;
    let told = 0;
    const onTaken = (bytes: number) => {
      if (bytes > told) onBytes?.(bytes - told);
      told = Math.max(told, bytes);
    };
    if (source.sha256 !== null) {
      const digest = `sha256:${source.sha256}`;
      const isPresent = await isHere(digest);
      const isMounted = !isPresent && mountFrom !== undefined && (await mountIfAllowed(digest, mountFrom));
      if (isPresent || isMounted) {
        onTaken(size);
        return { sha256: source.sha256, size, how: isPresent ? "present" : "mounted" };
      }
    }
    const { sha256: known } = source;
    const shownSource = { label: shown(source.label), size, sha256: known, open: () => source.open() };
    const uploaded = await uploadBlob(uploading, shownSource, onTaken);
    onTaken(size);
    return { ...uploaded, size };
  }

  return {
    hasBlob: (digest) => hasBlob(digest),
    mount,
    pushBlob,
    async pushSmall(text, label = "a small file") {
      const bytes = Buffer.from(text);
      async function* open() {
        yield bytes;
      }
      return await pushBlob({ label, size: bytes.byteLength, sha256: sha256(bytes), open });
    },
    readBlob: (descriptor) => readBlob({ transport, url: addressOf(descriptor.digest), access: pull }, descriptor),
    readSmallBlob: (descriptor, most) =>
      readText(transport.host, descriptor, most, (of) =>
        readBlob({ transport, url: addressOf(of.digest), access: pull }, of),
      ),
  };
}

async function readText(
  host: string,
  descriptor: Descriptor,
  most: number,
  read: (descriptor: Descriptor) => AsyncIterable<Uint8Array>,
): Promise<string> {
  const { digest, size } = descriptor;
  if (size > most) {
    throw new RegistryProblem("dishonest", `${digest} of ${host} has ${size} bytes; at most ${most} are allowed`);
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of read(descriptor)) chunks.push(chunk);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks, size));
  } catch {
    throw new RegistryProblem("dishonest", `${digest} of ${host} is not UTF-8`);
  }
}

/** Anything but a digest could lead out of the repository. Throws a UserError. */
function blobUrl(url: URL, digest: string): URL {
  if (isDigest(digest)) return new URL(`blobs/${digest}`, url);
  throw new UserError(`"${shown(digest)}" is not a SHA-256 digest`);
}
