import * as v from "valibot";
import type { Answer } from "./message.ts";
import type { Context, Route } from "./routes.ts";

const storeSchema = v.object({
  bundle: v.looseObject({ mediaType: v.string(), dsseEnvelope: v.looseObject({ payload: v.string() }) }),
});
const statementSchema = v.looseObject({
  subject: v.array(v.looseObject({ digest: v.looseObject({ sha256: v.optional(v.string()) }) })),
});

/** GitHub's attestations: kept with the digests of their subjects. */
export const attestationRoutes: readonly Route[] = [["POST", /^\/repos\/R\/attestations$/, store]];

function store({ state, received }: Context): Answer {
  const { bundle } = v.parse(storeSchema, received.json);
  const payload = Buffer.from(bundle.dsseEnvelope.payload, "base64").toString("utf8");
  const { subject } = v.parse(statementSchema, JSON.parse(payload));
  const digests = subject.map(({ digest }) => `sha256:${digest.sha256}`);
  const id = state.attestations.length + 1;
  state.attestations.push({ id, digests, bundle });
  return { status: 201, body: { id } };
}
