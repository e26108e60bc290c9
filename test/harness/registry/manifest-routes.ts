import { createHash } from "node:crypto";
import { problem, type Received, type Reply } from "./message.ts";
import type { Manifest, Manners, State } from "./state.ts";

const INDEX_TYPE = "application/vnd.oci.image.index.v1+json";

interface Asked {
  readonly state: State;
  readonly manners: Manners;
  readonly received: Received;
  readonly name: string;
}

export function answerManifest({ state, manners, received, name }: Asked, reference: string): Reply {
  if (received.method === "PUT") return putManifest({ state, manners, received, name }, reference);
  const digest = reference.includes(":") ? reference : state.tags.get(`${name} ${reference}`);
  const manifest = state.manifests.get(`${name} ${digest}`);
  if (digest === undefined || manifest === undefined) return problem(404, "MANIFEST_UNKNOWN");
  const headers = { "content-type": manifest.mediaType, "docker-content-digest": digest };
  return { status: 200, headers, body: manifest.bytes };
}

function putManifest({ state, manners, received, name }: Asked, reference: string): Reply {
  const { body } = received;
  const digest = `sha256:${createHash("sha256").update(body).digest("hex")}`;
  if (reference.includes(":") && reference !== digest) return problem(400, "DIGEST_INVALID");
  const content = JSON.parse(body.toString());
  const named = [content.config, ...(content.layers ?? [])].filter(Boolean);
  if (!named.every((entry) => state.seen.has(`${name} ${entry.digest}`))) return problem(404, "MANIFEST_BLOB_UNKNOWN");
  state.manifests.set(`${name} ${digest}`, { mediaType: received.headers["content-type"] ?? "", bytes: body });
  if (!reference.includes(":")) state.tags.set(`${name} ${reference}`, digest);
  const subject: Record<string, string> =
    content.subject && manners.referrers !== "none" ? { "oci-subject": content.subject.digest } : {};
  return { status: 201, headers: { "docker-content-digest": digest, ...subject } };
}

export function answerReferrers({ state, manners, received, name }: Asked, digest: string): Reply {
  if (manners.referrers === "none") return problem(404, "NOT_FOUND");
  const { searchParams } = received.url;
  const type = manners.referrers === "api" ? searchParams.get("artifactType") : null;
  const all = [...state.manifests]
    .filter(([key]) => key.startsWith(`${name} `))
    .map(([key, manifest]) => entryOf(key.slice(name.length + 1), manifest))
    .filter(({ subject, entry }) => subject === digest && (type === null || entry.artifactType === type));
  const from = Number(searchParams.get("from") ?? 0);
  const size = manners.pageSize ?? all.length;
  const next = from + size < all.length ? { link: `<${received.url.pathname}?from=${from + size}>; rel="next"` } : null;
  const page = all.slice(from, from + size).map(({ entry }) => entry);
  return {
    status: 200,
    headers: {
      "content-type": INDEX_TYPE,
      ...(type === null ? {} : { "oci-filters-applied": "artifactType" }),
      ...next,
    },
    body: JSON.stringify({ schemaVersion: 2, mediaType: INDEX_TYPE, manifests: page }),
  };
}

function entryOf(digest: string, { mediaType, bytes }: Manifest) {
  const { subject, artifactType, config, annotations } = JSON.parse(bytes.toString());
  const type = artifactType ?? config?.mediaType;
  return {
    subject: subject?.digest,
    entry: { mediaType, digest, size: bytes.length, artifactType: type, annotations },
  };
}
