import { UserError } from "@airworthy/evidence";
import type { PromotionRequest, RollbackRequest } from "@airworthy/promotion";
import type { Asked } from "./asked.ts";
import type { PromoteInputs } from "./inputs.ts";

const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** The promotion that inputs ask for. Throws a UserError that names the input which is missing. */
export function promotionRequest(inputs: PromoteInputs, { id }: Pick<Asked, "id">): PromotionRequest {
  const { model, stage, version, confirm } = inputs;
  return {
    move: "promote",
    id,
    model: needed("model", model),
    stage: needed("stage", stage),
    ...versionOrDigest(version),
    confirm: confirm ?? null,
  };
}

/** The rollback that inputs ask for. Throws a UserError that names the input which is missing. */
export function rollbackRequest(inputs: PromoteInputs, { id }: Pick<Asked, "id">): RollbackRequest {
  const { model, stage, version, reason } = inputs;
  return {
    move: "rollback",
    id,
    model: needed("model", model),
    stage: stage ?? null,
    to: version === undefined ? null : withoutV(version),
    reason: needed("reason", reason),
  };
}

function versionOrDigest(text: string | undefined): Pick<PromotionRequest, "version" | "digest"> {
  if (text === undefined) return { version: null, digest: null };
  return DIGEST.test(text) ? { version: null, digest: text } : { version: withoutV(text), digest: null };
}

function withoutV(version: string): string {
  return version.replace(/^v(?=\d)/, "");
}

function needed(input: string, value: string | undefined): string {
  if (value !== undefined && value.trim() !== "") return value;
  throw new UserError(`${input} is missing: the task needs it`);
}
