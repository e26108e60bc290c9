import * as v from "valibot";
import type { Answer } from "./message.ts";
import type { Context, Route } from "./routes.ts";

const storeSchema = v.object({
  bundle: v.looseObject({ mediaType: v.string(), dsseEnvelope: v.looseObject({ payload: v.string() }) }),
});
const statementSchema = v.looseObject({
  subject: v.array(v.looseObject({ digest: v.looseObject({ sha256: v.optional(v.string()) }) })),
});

/** GitHub's attestations: kept by the digests of their subjects, listed newest first, by cursors and not by pages. */
export const attestationRoutes: readonly Route[] = [
  ["POST", /^\/repos\/R\/attestations$/, store],
  ["GET", /^\/repos\/R\/attestations\/(.+)$/, list],
];

function store({ state, received }: Context): Answer {
  const { bundle } = v.parse(storeSchema, received.json);
  const payload = Buffer.from(bundle.dsseEnvelope.payload, "base64").toString("utf8");
  const { subject } = v.parse(statementSchema, JSON.parse(payload));
  const digests = subject.map(({ digest }) => `sha256:${digest.sha256}`);
  const id = state.attestations.length + 1;
  state.attestations.push({ id, digests, bundle });
  return { status: 201, body: { id } };
}

function list({ state, received: { url }, parts: [digest = ""] }: Context): Answer {
  const size = Math.min(100, Number(url.searchParams.get("per_page") ?? 30));
  const after = Number(url.searchParams.get("after") ?? Number.POSITIVE_INFINITY);
  const found = state.attestations.filter(({ digests }) => digests.includes(digest)).toReversed();
  if (found.length === 0) return { status: 404, body: { message: "Not Found" } };
  const rest = found.filter(({ id }) => id < after);
  const page = rest.slice(0, size);
  const body = { attestations: page.map(({ bundle }) => ({ bundle, repository_id: 1 })) };
  if (rest.length === page.length) return { status: 200, body };
  const next = new URL(url);
  next.searchParams.set("after", String(page.at(-1)?.id));
  return { status: 200, body, headers: { link: `<${next}>; rel="next"` } };
}
