import { UserError } from "@airworthy/evidence";
import type { CategoryRequest, ColumnRequest, NumberRequest } from "@airworthy/tables";
import { shown } from "../shown.ts";

/** The requests with each name once: those for one column of the same kind are taken together. Throws a UserError for other kinds. */
export function mergeRequests(requests: readonly ColumnRequest[]): ColumnRequest[] {
  const merged = new Map<string, ColumnRequest>();
  for (const request of requests) {
    const name = nameOf(request);
    const known = merged.get(name);
    merged.set(name, known === undefined ? request : both(name, known, request));
  }
  return [...merged.values()];
}

/** What the request's column is called in the table; of several columns, what all their names start with. */
function nameOf(request: ColumnRequest): string {
  if (request.kind === "derived") return request.name;
  return request.kind === "numbers" ? `${request.prefix}.` : request.column;
}

function both(name: string, one: ColumnRequest, other: ColumnRequest): ColumnRequest {
  if (one.kind === "number" && other.kind === "number") return bothNumbers(one, other);
  if (one.kind === "category" && other.kind === "category" && one.isSet === other.isSet) {
    return bothCategories(one, other);
  }
  if (one.kind === other.kind && one.kind !== "category") return one;
  throw new UserError(`the column ${shown(name)} is asked for as ${wordOf(one)} and as ${wordOf(other)}`);
}

function bothNumbers(one: NumberRequest, other: NumberRequest): NumberRequest {
  return { ...one, isOptional: one.isOptional && other.isOptional, least: Math.max(one.least, other.least) };
}

function bothCategories(one: CategoryRequest, other: CategoryRequest): CategoryRequest {
  if (one.allowed.length === 0 || other.allowed.length === 0) {
    return { ...one, allowed: [...one.allowed, ...other.allowed] };
  }
  const allowed = one.allowed.filter((value) => other.allowed.includes(value));
  if (allowed.length === 0)
    throw new UserError(`no value of ${shown(one.column)} is allowed by all that is asked of it`);
  return { ...one, allowed };
}

function wordOf(request: ColumnRequest): string {
  if (request.kind === "category") return request.isSet ? "lists" : "a category";
  return request.kind === "fingerprint" ? "a fingerprint" : "a number";
}
