import type { Deployment } from "@airworthy/github";
import * as v from "valibot";

const payloadSchema = v.object({
  request: v.string(),
  model: v.string(),
  version: v.nullable(v.string()),
  digest: v.string(),
});

/** What a deployment of ours carries: the version, and the request that it is of. */
export type DeploymentPayload = Readonly<v.InferOutput<typeof payloadSchema>>;

/** A deployment of ours. */
export interface OwnDeployment extends DeploymentPayload {
  readonly id: number;
}

/** Those of the deployments that are ours, of any model; what others made says something else, or nothing. */
export function ownDeployments(deployments: readonly Deployment[]): readonly OwnDeployment[] {
  return deployments.flatMap(({ id, payload }) => {
    const { success, output } = v.safeParse(payloadSchema, payload);
    return success ? [{ id, ...output }] : [];
  });
}
