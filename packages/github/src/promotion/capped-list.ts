import { checkShape } from "@airworthy/evidence";
import type * as v from "valibot";
import type { GitHubClient, Request } from "../client.ts";

/** The first items of a list. */
export interface CappedList<T> {
  readonly items: readonly T[];
  /** Whether there are more that were not looked at. */
  readonly isCut: boolean;
}

/** At most so many items of a list, from as few of its pages as that takes, each checked. Throws what the client throws. */
export async function listCapped<T>(
  client: GitHubClient,
  request: Request,
  schema: v.GenericSchema<unknown, T>,
  most: number,
): Promise<CappedList<T>> {
  const items: T[] = [];
  for await (const item of client.list(request)) {
    if (items.length === most) return { items, isCut: true };
    items.push(checkShape(schema, item, `GitHub's answer to ${request.route}`));
  }
  return { items, isCut: false };
}
