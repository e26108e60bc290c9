import { compareCodePoints } from "@airworthy/evidence";
import type { DigestAlgorithm } from "./digest-algorithm.ts";
import { DEFAULT_IGNORED, ignoring } from "./ignored-path.ts";
import { type ByteRange, SINGLE_FILE } from "./resource-name.ts";
import type { SignedModel, SignedResource } from "./signed-model.ts";

export interface FoundFile {
  /** In the model, with slashes; of a model that is one file its name. */
  readonly path: string;
  /** In bytes. */
  readonly size: number;
}

/** The model as it is now. */
export interface FoundFiles {
  /** Every regular file, at most once. Symbolic links are the lister's to refuse, or to follow where the signer did. */
  list(): Promise<readonly FoundFile[]>;
  /**
   * The digest of a listed file, or of a part of it, in lower-case hexadecimal. Rejects with a SignatureProblem
   * (unsupported-digest) for an algorithm that it lacks.
   */
  digest(path: string, algorithm: DigestAlgorithm, range?: ByteRange): Promise<string>;
}

export interface VerifyOptions {
  /** Paths that need not be signed, with what lies beneath, beside the signer's own; the signature's file is one. */
  readonly ignore: readonly string[];
  /** Whether files that are not signed are let pass. */
  readonly ignoreUnsigned: boolean;
  /**
   * Whether what signers leave out, such as `.git` and their own `ignore_paths`, must not be there. It lies about in
   * folders; a package holds only what somebody put there.
   */
  readonly refuseLeftOut?: boolean;
}

/** A file, or a part of one, that is not as it was signed. */
export interface ChangedFile {
  readonly path: string;
  /** Null for the whole file. */
  readonly range: ByteRange | null;
  /** A digest in hexadecimal, or a size such as "10 bytes" where that already differs. */
  readonly expected: string;
  readonly found: string;
}

/** How a model differs from what was signed; it is intact where all three are empty. By code points of the paths. */
export interface ModelDifference {
  readonly changed: readonly ChangedFile[];
  readonly missing: readonly string[];
  /** Files that nobody signed. */
  readonly extra: readonly string[];
}

/** Enough to keep the digesting side busy, few enough that the open files stay few. */
const AT_ONCE = 16;

/**
 * Compares a model with what was signed (specification, 8.4). Only files that were both listed and signed are read. A file that
 * was signed is checked even where it is ignored. Of a model that is signed in parts, empty files are not signed and
 * so let pass, as the specification leaves them out.
 */
export async function verifyModel(
  signed: SignedModel,
  files: FoundFiles,
  options: VerifyOptions,
): Promise<ModelDifference> {
  const leftOut = options.refuseLeftOut === true ? [] : [...DEFAULT_IGNORED, ...signed.ignorePaths];
  const isIgnored = ignoring([...leftOut, ...options.ignore]);
  const listed = await files.list();
  const resources = named(
    signed.resources,
    listed.filter(({ path }) => !isIgnored(path)),
  );
  const sizes = new Map(listed.map(({ path, size }) => [path, size]));
  const wanted = new Set(resources.map(({ path }) => path));
  const isUnsigned = ({ path, size }: FoundFile): boolean =>
    !wanted.has(path) && !isIgnored(path) && !(signed.shardSize !== null && size === 0);
  const found = resources.filter(({ path }) => sizes.has(path));
  const compared = await mapInOrder(found, (resource) =>
    compare(resource, sizes.get(resource.path) ?? 0, signed, files),
  );
  const changed = [...compared.flat(), ...grown(found, sizes)];
  return {
    changed: changed.sort((a, b) => compareCodePoints(a.path, b.path) || (a.range?.start ?? 0) - (b.range?.start ?? 0)),
    missing: [...wanted].filter((path) => !sizes.has(path)),
    extra: options.ignoreUnsigned
      ? []
      : listed
          .filter(isUnsigned)
          .map(({ path }) => path)
          .sort(compareCodePoints),
  };
}

/** Where the signature calls a single file ".", that is the only file there is. */
function named(resources: readonly SignedResource[], listed: readonly FoundFile[]): readonly SignedResource[] {
  const [only, ...others] = listed;
  if (only === undefined || others.length > 0) return resources;
  return resources.map((resource) => (resource.path === SINGLE_FILE ? { ...resource, path: only.path } : resource));
}

async function compare(
  resource: SignedResource,
  size: number,
  signed: SignedModel,
  files: FoundFiles,
): Promise<ChangedFile[]> {
  const { path, range, digest } = resource;
  if (range !== null && size < range.end) {
    return [{ path, range, expected: `${range.end} bytes`, found: `${size} bytes` }];
  }
  const now = await (range === null
    ? files.digest(path, signed.algorithm)
    : files.digest(path, signed.algorithm, range));
  return now === digest ? [] : [{ path, range, expected: digest, found: now }];
}

/** Files with bytes after the last part that was signed. */
function grown(resources: readonly SignedResource[], sizes: ReadonlyMap<string, number>): ChangedFile[] {
  return resources.flatMap(({ path, range }, index) => {
    const size = sizes.get(path) ?? 0;
    const isLast = resources[index + 1]?.path !== path;
    if (range === null || !isLast || size <= range.end) return [];
    const beyond = { start: range.end, end: size };
    return [{ path, range: beyond, expected: `${range.end} bytes`, found: `${size} bytes` }];
  });
}

/** The results in the order of the items, `AT_ONCE` of them at work; after a failure no further one is started. */
async function mapInOrder<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  const left = items.entries();
  let hasFailed = false;
  const worker = async (): Promise<void> => {
    // All workers share `left`: each takes the next.
    for (const [index, item] of left) {
      if (hasFailed) return;
      results[index] = await work(item);
    }
  };
  const workers = Array.from({ length: Math.min(AT_ONCE, items.length) }, worker);
  await Promise.all(
    workers.map((running) =>
      running.catch((error: unknown) => {
        hasFailed = true;
        throw error;
      }),
    ),
  );
  return results;
}
