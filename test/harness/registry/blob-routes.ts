import { createHash, randomUUID } from "node:crypto";
import { problem, type Received, type Reply } from "./message.ts";
import type { Manners, State } from "./state.ts";

interface Asked {
  readonly state: State;
  readonly manners: Manners;
  readonly received: Received;
  readonly name: string;
}

export function answerBlob({ state, manners, received, name }: Asked, digest: string): Reply {
  const blob = state.seen.has(`${name} ${digest}`) ? state.blobs.get(digest) : undefined;
  if (blob === undefined) return problem(404, "BLOB_UNKNOWN");
  const headers = { "content-type": "application/octet-stream", "docker-content-digest": digest };
  if (received.method === "HEAD") return { status: 200, headers: { ...headers, "content-length": `${blob.length}` } };
  if (manners.storageUrl !== undefined) return { status: 307, headers: { location: manners.storageUrl + digest } };
  const start = Number(/^bytes=(\d+)-$/.exec(received.headers.range ?? "")?.[1] ?? Number.NaN);
  if (!manners.ranges || Number.isNaN(start)) return { status: 200, headers, body: blob };
  const range = `bytes ${start}-${blob.length - 1}/${blob.length}`;
  return { status: 206, headers: { ...headers, "content-range": range }, body: blob.subarray(start) };
}

export function openUpload({ state, manners, received, name }: Asked): Reply {
  const mount = received.url.searchParams.get("mount");
  const from = received.url.searchParams.get("from");
  if (mount !== null && state.seen.has(`${from} ${mount}`)) {
    state.seen.add(`${name} ${mount}`);
    return { status: 201, headers: { location: `/v2/${name}/blobs/${mount}` } };
  }
  const id = randomUUID();
  state.uploads.set(id, { bytes: Buffer.alloc(0), moves: 0 });
  const least: Record<string, string> =
    manners.leastChunkBytes === undefined ? {} : { "oci-chunk-min-length": `${manners.leastChunkBytes}` };
  return { status: 202, headers: { ...least, ...whereabouts({ state, manners, received, name }, id) } };
}

export function answerUpload(asked: Asked, id: string): Reply {
  const { state, manners, received } = asked;
  const upload = state.uploads.get(id);
  const given = received.url.searchParams.get("state");
  const isLatest = manners.location !== "with-state" || given === `${upload?.moves}`;
  if (upload === undefined || !isLatest) return problem(404, "BLOB_UPLOAD_UNKNOWN");
  const here = () => whereabouts(asked, id);
  switch (received.method) {
    case "GET":
      return { status: 204, headers: here() };
    case "DELETE":
      state.uploads.delete(id);
      return { status: 204 };
    case "PATCH": {
      const refused = refusal(manners, received, upload.bytes.length);
      if (refused !== null) return refused;
      upload.bytes = Buffer.concat([upload.bytes, received.body]);
      upload.moves++;
      return { status: 202, headers: here() };
    }
    case "PUT":
      upload.bytes = Buffer.concat([upload.bytes, received.body]);
      return closeUpload(asked, id, upload.bytes);
    default:
      return problem(405, "UNSUPPORTED");
  }
}

function refusal(manners: Manners, { headers, body }: Received, at: number): Reply | null {
  const range = headers["content-range"];
  if (manners.patch === "none") return problem(405, "UNSUPPORTED");
  if (range === undefined) return null;
  if (manners.patch === "streams" || body.length > (manners.mostChunkBytes ?? Number.POSITIVE_INFINITY)) {
    return problem(416, "REQUESTED_RANGE_NOT_SATISFIABLE");
  }
  return range === `${at}-${at + body.length - 1}` ? null : problem(416, "RANGE_INVALID");
}

function closeUpload({ state, received, name }: Asked, id: string, bytes: Buffer): Reply {
  const digest = `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
  if (digest !== received.url.searchParams.get("digest")) return problem(400, "DIGEST_INVALID");
  state.uploads.delete(id);
  state.blobs.set(digest, bytes);
  state.seen.add(`${name} ${digest}`);
  return { status: 201, headers: { location: `/v2/${name}/blobs/${digest}`, "docker-content-digest": digest } };
}

function whereabouts({ state, manners, received, name }: Asked, id: string): Record<string, string> {
  const upload = state.uploads.get(id);
  const path = `/v2/${name}/blobs/uploads/${id}`;
  const query = manners.location === "with-state" ? `?state=${upload?.moves}` : "";
  const location = manners.location === "absolute" ? received.url.origin + path : path + query;
  return { location, range: `0-${Math.max(0, (upload?.bytes.length ?? 0) - 1)}` };
}
