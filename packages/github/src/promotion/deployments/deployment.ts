import * as v from "valibot";
import { numberSchema, shaSchema } from "../../identifiers.ts";
import { timeSchema } from "../time.ts";

/** A deployment as GitHub has it. */
export interface Deployment {
  readonly id: number;
  readonly environment: string;
  readonly sha: string;
  /** What came with it, unchecked: GitHub gives it back as an object, or as the text that it was. */
  readonly payload: unknown;
  readonly createdAt: string;
  readonly url: string;
}

/** "Maximum length of 140 characters": https://docs.github.com/en/rest/deployments/statuses#create-a-deployment-status */
const DESCRIPTION_CHARACTERS = 140;

export const deploymentSchema = v.object({
  id: numberSchema,
  environment: v.string(),
  sha: shaSchema,
  payload: v.unknown(),
  created_at: timeSchema,
  url: v.string(),
});

export function deploymentOf(answer: v.InferOutput<typeof deploymentSchema>): Deployment {
  const { id, environment, sha, payload, created_at: createdAt, url } = answer;
  return { id, environment, sha, payload, createdAt, url };
}

/** What GitHub takes of a deployment's description, and of a status's. */
export function shortDescription(text: string): string {
  if (text.length <= DESCRIPTION_CHARACTERS) return text;
  // Half of a character would be no text.
  return `${text.slice(0, DESCRIPTION_CHARACTERS - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}
