import { rm } from "node:fs/promises";
import { formatBytes, type PackagedFile } from "@airworthy/model-package";
import type { Registry } from "@airworthy/registry";
import { formatCounted } from "@airworthy/report";
import type { Ports } from "@airworthy/runtime";
import { type DigestCache, ingestAll, type LayoutDraft, type SourceFile, streamFile } from "@airworthy/storage";

/** Small files wait for answers more than for bytes, so several go at once; large ones fill memory and line alone. */
const SMALL_BYTES = 4 * 1024 * 1024;
const SMALL_UPLOADS = 6;

/** Where the bytes of a model's files go: into a layout, to a registry, or both. */
export interface Destinations {
  readonly draft: LayoutDraft | null;
  readonly registry: Registry | null;
  /** Whether blobs of the layout may be hard links to the files. */
  readonly link: boolean;
  readonly cache: DigestCache | null;
}

/** Stores every file, each byte read once, and tells its digest. Throws a UserError for a file that cannot be stored. */
export async function storeFiles(
  files: readonly SourceFile[],
  shown: string,
  to: Destinations,
  ports: Ports,
): Promise<readonly PackagedFile[]> {
  const size = files.reduce((sum, file) => sum + file.size, 0);
  const { draft, registry } = to;
  const progress = ports.progress(registry === null ? "Hash and store" : "Hash and push", size, "bytes");
  const onBytes = (count: number) => progress.advance(count);
  const listed = files.map((file) => ({ ...file, source: file.location, shown: `${shown}/${file.path}` }));
  const stored =
    registry !== null
      ? pushAll(listed, { ...to, registry }, onBytes)
      : draft !== null
        ? ingest(listed, { ...to, draft }, onBytes, ports)
        : Promise.reject(new TypeError("a package goes somewhere"));
  const { digests, words } = await stored.finally(progress.finish);
  ports.log.info(`${formatCounted(files.length, "file")}, ${formatBytes(size)}: ${words}`);
  return listed.flatMap(({ path, size: bytes }, index) => {
    const sha256 = digests[index];
    return sha256 === undefined ? [] : [{ path, size: bytes, sha256 }];
  });
}

interface Stored {
  /** In the order of the files. */
  readonly digests: readonly string[];
  /** How they were stored, such as "8 copied". */
  readonly words: string;
}

type Listed = SourceFile & { readonly source: string; readonly shown: string };

async function ingest(
  files: readonly Listed[],
  { draft, link, cache }: Destinations & { readonly draft: LayoutDraft },
  onBytes: (count: number) => void,
  { signal }: Ports,
): Promise<Stored> {
  const tasks = files.map((file, index) => ({ ...file, target: draft.incoming(String(index)), link }));
  const ingested = await ingestAll(tasks, onBytes, signal, cache ?? undefined);
  for (const [index, { sha256 }] of ingested.entries()) await draft.adopt(String(index), sha256);
  const words = countWords(ingested.map(({ method, read }) => (read ? method : `${method} by the cache's digest`)));
  return { digests: ingested.map(({ sha256 }) => sha256), words };
}

/** Streams each file to the registry, and on the way, where there is a layout too, into that. */
async function pushAll(
  files: readonly Listed[],
  { draft, registry, cache }: Destinations & { readonly registry: Registry },
  onBytes: (count: number) => void,
): Promise<Stored> {
  const digests: string[] = [];
  const methods: string[] = [];
  const push = async ([index, file]: readonly [number, Listed]) => {
    const copyTo = draft?.incoming(String(index)) ?? null;
    // What is copied is read anyway; else a registry that has the bytes need not be sent them.
    const known = copyTo === null ? (cache?.lookup(file.source, file) ?? null) : null;
    const readFrom = Date.now();
    const source = { label: file.shown, size: file.size, sha256: known, open: () => readOnce(file, copyTo) };
    const { sha256, how } = await registry.pushBlob(source, { onBytes });
    if (known === null) cache?.remember(file.source, file, { sha256, readFrom });
    await draft?.adopt(String(index), sha256);
    digests[index] = sha256;
    methods.push(how);
  };
  const all = [...files.entries()];
  await several(
    SMALL_UPLOADS,
    all.filter(([, { size }]) => size <= SMALL_BYTES),
    push,
  );
  await several(
    1,
    all.filter(([, { size }]) => size > SMALL_BYTES),
    push,
  );
  return { digests, words: countWords(methods) };
}

/** Does work on items, several at once. After a failure none is begun, and those under way end before it is thrown. */
async function several<T>(atOnce: number, items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async () => {
    try {
      for (let item = items[next++]; item !== undefined; item = items[next++]) await work(item);
    } catch (error) {
      next = items.length;
      throw error;
    }
  };
  const workers = Array.from({ length: atOnce }, worker);
  await Promise.allSettled(workers);
  await Promise.all(workers);
}

async function* readOnce(file: Listed, copyTo: string | null): AsyncGenerator<Uint8Array> {
  if (copyTo === null) return yield* streamFile(file);
  // Where an upload begins anew, so does the copy.
  await rm(copyTo, { force: true });
  return yield* streamFile(file, { copyTo });
}

function countWords(methods: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const method of methods) counts.set(method, (counts.get(method) ?? 0) + 1);
  return Array.from(counts, ([method, count]) => `${count} ${method}`).join(", ");
}
