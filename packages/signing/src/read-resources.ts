import { compareCodePoints } from "@airworthy/evidence";
import { type DigestAlgorithm, isDigest } from "./digest-algorithm.ts";
import { signatureProblem } from "./problem.ts";
import { isNormalPath, SINGLE_FILE, splitShardName } from "./resource-name.ts";
import type { SignedResource } from "./signed-model.ts";

/** A resource as a statement lists it. */
export interface Listed {
  readonly name: string;
  readonly digest: string;
}

/**
 * The resources in our order, each checked on its own and beside the others. They need not be sorted: those of the
 * reference implementation are by path components. `shardSize` is in bytes, null for whole files. Throws a SignatureProblem
 * (malformed-statement, unsafe-name, duplicate-name).
 */
export function readResources(
  listed: readonly Listed[],
  algorithm: DigestAlgorithm,
  shardSize: number | null,
): readonly SignedResource[] {
  const resources = listed.map(({ name, digest }): SignedResource => {
    if (!isDigest(digest, algorithm)) {
      throw signatureProblem(
        "malformed-statement",
        `the signed statement: ${quote(name)} has a digest that is not ${algorithm}`,
      );
    }
    const part = shardSize === null ? { path: name, range: null } : splitShardName(name);
    if (part === undefined) {
      throw signatureProblem(
        "malformed-statement",
        `the signed statement: ${quote(name)} is not a path with a byte range`,
      );
    }
    return { ...part, digest };
  });
  const isOneFile = resources.every(({ path }) => path === SINGLE_FILE);
  const unsafe = isOneFile ? undefined : resources.find(({ path }) => !isNormalPath(path));
  if (unsafe !== undefined)
    throw signatureProblem("unsafe-name", `the signed statement lists the unsafe path ${quote(unsafe.path)}`);
  resources.sort((a, b) => compareCodePoints(a.path, b.path) || (a.range?.start ?? 0) - (b.range?.start ?? 0));
  for (const [index, resource] of resources.entries()) checkNext(resource, resources[index - 1], shardSize);
  return resources;
}

/** Files are listed once, and parts of a file are of the shard's size and leave no gap: only the last may be shorter. */
function checkNext(
  { path, range }: SignedResource,
  before: SignedResource | undefined,
  shardSize: number | null,
): void {
  const previous = before?.path === path ? before : undefined;
  if (range === null || shardSize === null) {
    if (previous !== undefined)
      throw signatureProblem("duplicate-name", `the signed statement lists ${quote(path)} twice`);
    return;
  }
  if (previous?.range?.start === range.start) {
    throw signatureProblem(
      "duplicate-name",
      `the signed statement lists ${quote(path)} from byte ${range.start} twice`,
    );
  }
  const isNext = range.start === (previous?.range?.end ?? 0) && range.start % shardSize === 0;
  if (isNext && range.end - range.start <= shardSize) return;
  const shown = `${quote(path)} from byte ${range.start} to ${range.end}`;
  throw signatureProblem(
    "malformed-statement",
    `the signed statement: ${shown} does not follow on in parts of ${shardSize} bytes`,
  );
}

function quote(text: string): string {
  return JSON.stringify(text.slice(0, 200));
}
