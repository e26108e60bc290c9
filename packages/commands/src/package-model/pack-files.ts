import { type AssembledPackage, assemblePackage, formatBytes, type PackageDescription } from "@airworthy/model-package";
import { formatCounted } from "@airworthy/report";
import type { Ports } from "@airworthy/runtime";
import {
  checkApart,
  draftLayout,
  type Ingested,
  ingestAll,
  listFiles,
  type Place,
  type SourceFile,
} from "@airworthy/storage";

/** What version control keeps for itself at the top of a folder; signatures of models leave the same out (OMS 1.0). */
const OF_GIT = [".git", ".gitattributes", ".github", ".gitignore"];
/** Where the verbs write by default: run inside the model's folder, they must not change the next package. */
const OF_THE_VERBS = ["airworthy-evidence", "airworthy-packages", "airworthy-report"];

export interface Packing {
  readonly source: Place;
  readonly output: Place;
  /** Paths within the source that are left out. */
  readonly exclude: readonly string[];
  /** Whether blobs may be hard links to the files. */
  readonly link: boolean;
}

/** Makes the layout of a package from files on disk. It appears whole or, if anything goes wrong, not at all. */
export async function packFiles(
  packing: Packing,
  description: PackageDescription,
  ports: Ports,
): Promise<AssembledPackage> {
  const { source, output, exclude, link } = packing;
  await checkApart(source, output);
  const walk = { shown: source.shown, exclude, ignore: [...OF_GIT, ...OF_THE_VERBS], signal: ports.signal };
  const files = await listFiles(source.location, walk);
  await using draft = await draftLayout(output.location, output.shown);
  const tasks = files.map((file, index) => ({
    source: file.location,
    shown: file.path,
    target: draft.incoming(String(index)),
    size: file.size,
    modified: file.modified,
    link,
  }));
  const size = files.reduce((sum, file) => sum + file.size, 0);
  const progress = ports.progress("Hash and store", size, "bytes");
  const ingested = await ingestAll(tasks, (count) => progress.advance(count), ports.signal).finally(progress.finish);
  for (const [index, { sha256 }] of ingested.entries()) await draft.adopt(String(index), sha256);
  ports.log.info(`${formatCounted(files.length, "file")}, ${formatBytes(size)}: ${methodWords(ingested)}`);
  const assembled = assemblePackage(description, packagedFiles(files, ingested));
  await draft.write(assembled.config);
  await draft.write(assembled.manifest);
  await draft.publish(assembled.index);
  return assembled;
}

function packagedFiles(files: readonly SourceFile[], ingested: readonly Ingested[]) {
  return ingested.flatMap(({ sha256 }, index) => {
    const file = files[index];
    return file === undefined ? [] : [{ path: file.path, size: file.size, sha256 }];
  });
}

function methodWords(ingested: readonly Ingested[]): string {
  const counts = new Map<string, number>();
  for (const { method } of ingested) counts.set(method, (counts.get(method) ?? 0) + 1);
  return Array.from(counts, ([method, count]) => `${count} ${method}`).join(", ");
}
