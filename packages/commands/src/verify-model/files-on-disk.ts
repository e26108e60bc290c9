import { SignatureProblem } from "@airworthy/evidence";
import type { Ports } from "@airworthy/runtime";
import type { ByteRange, DigestAlgorithm, FoundFiles, SignedModel } from "@airworthy/signing";
import { digestAll } from "@airworthy/storage";

/** A file of the model and where it is. */
export interface LocatedFile {
  /** Relative to the model, with slashes. */
  readonly path: string;
  readonly location: string;
  /** In bytes. */
  readonly size: number;
}

/** As node:crypto knows them. */
const IN_NODE = new Map<DigestAlgorithm, "sha256" | "blake2b512">([
  ["sha256", "sha256"],
  ["blake2b", "blake2b512"],
]);

/** A model on disk, whose files are all digested together once the first digest is asked for. */
export function filesOnDisk(files: readonly LocatedFile[], signed: SignedModel, ports: Ports): FoundFiles {
  let digests: Promise<ReadonlyMap<string, string>> | null = null;
  const located = new Map(files.map((file) => [file.path, file]));
  return {
    list: async () => files,
    async digest(path, algorithm, range) {
      digests ??= digestSigned(located, signed, ports);
      const known = (await digests).get(keyOf(path, range ?? null));
      if (known !== undefined) return known;
      const file = located.get(path);
      if (file === undefined) throw new TypeError("a digest is asked for of a file that is not listed");
      const [digest = ""] = await digestAll([taskOf(file, range ?? null)], {
        algorithm: algorithmOf(algorithm),
        signal: ports.signal,
      });
      return digest;
    },
  };
}

/** Of all that is signed and there, the digests. */
async function digestSigned(
  located: ReadonlyMap<string, LocatedFile>,
  signed: SignedModel,
  ports: Ports,
): Promise<ReadonlyMap<string, string>> {
  const wanted = signed.resources.flatMap(({ path, range }) => {
    const file = located.get(path);
    return file === undefined || (range !== null && range.end > file.size) ? [] : [{ file, range }];
  });
  const total = wanted.reduce(
    (sum, { file, range }) => sum + (range === null ? file.size : range.end - range.start),
    0,
  );
  const progress = ports.progress("Verify", total, "bytes");
  const digests = await digestAll(
    wanted.map(({ file, range }) => taskOf(file, range)),
    {
      algorithm: algorithmOf(signed.algorithm),
      onBytes: (count) => progress.advance(count),
      signal: ports.signal,
    },
  ).finally(progress.finish);
  return new Map(wanted.map(({ file, range }, index) => [keyOf(file.path, range), digests[index] ?? ""]));
}

function algorithmOf(algorithm: DigestAlgorithm): "sha256" | "blake2b512" {
  const known = IN_NODE.get(algorithm);
  if (known !== undefined) return known;
  throw new SignatureProblem("unsupported-digest", `its files are signed by ${algorithm}, which is not supported`);
}

function taskOf({ location, path }: LocatedFile, range: ByteRange | null) {
  return { location, shown: path, ...(range === null ? {} : { range }) };
}

/** No path holds a NUL. */
function keyOf(path: string, range: ByteRange | null): string {
  return range === null ? path : `${path}\0${range.start}:${range.end}`;
}
