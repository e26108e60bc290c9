import { checkShape } from "@airworthy/evidence";
import * as v from "valibot";
import type { OpenOptions } from "../../open-options.ts";
import { show } from "../../show.ts";
import { below, nameOf } from "../address.ts";
import { asUserError, type HttpClient } from "../client.ts";
import { untilReady } from "../readiness.ts";
import { datatypeSchema, shapeSchema } from "./entries.ts";

/** A model may have thousands; so many are shown. */
const SHOWN_TENSORS = 20;

const tensorSchema = v.object({ name: v.pipe(v.string(), v.nonEmpty()), datatype: datatypeSchema, shape: shapeSchema });

const metadataSchema = v.object({
  name: v.string(),
  platform: v.nullish(v.string()),
  inputs: v.nullish(v.array(tensorSchema)),
  outputs: v.nullish(v.array(tensorSchema)),
});

/** A tensor as the model's metadata describe it, the batch first where it has one. */
export type TensorMetadata = v.InferOutput<typeof tensorSchema>;

export interface ModelMetadata {
  readonly name: string;
  readonly platform: string | null;
  readonly inputs: readonly TensorMetadata[];
  readonly outputs: readonly TensorMetadata[];
}

/**
 * Waits until the server is ready, then asks it for the model's metadata. `model` is the model's address. Throws a
 * UserError where the server is not ready in time, does not know the model, or describes it otherwise than the protocol does.
 */
export async function readMetadata(client: HttpClient, model: URL, options: OpenOptions): Promise<ModelMetadata> {
  const server = new URL(model);
  server.pathname = model.pathname.slice(0, model.pathname.lastIndexOf("/v2/models/"));
  await untilReady(client, below(server, "/v2/health/ready"), options);
  const reply = await client.ask({ method: "GET", url: model }, nameOf(model)).catch((error: unknown) => {
    throw asUserError(error);
  });
  const metadata = checkShape(metadataSchema, reply.value, `the model's metadata at ${nameOf(model)}`);
  const { name, platform, inputs, outputs } = metadata;
  return { name, platform: platform ?? null, inputs: inputs ?? [], outputs: outputs ?? [] };
}

/** Such as `"text" BYTES [-1, 1]`, for messages. */
export function listTensors(tensors: readonly TensorMetadata[]): string {
  if (tensors.length === 0) return "none";
  const shown = tensors.slice(0, SHOWN_TENSORS).map(({ name, datatype, shape }) => {
    return `${show(name)} ${datatype} [${shape.join(", ")}]`;
  });
  return `${shown.join("; ")}${tensors.length > SHOWN_TENSORS ? "; …" : ""}`;
}
