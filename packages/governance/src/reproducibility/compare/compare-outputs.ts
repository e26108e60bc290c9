import { compareCodePoints } from "@airworthy/evidence";
import { type Tolerance, type ToleranceLine, toleranceFor } from "../tolerance.ts";
import { compareContent } from "./compare-content.ts";
import { type ComparedOutput, type Contents, type Output, STATES } from "./outputs.ts";

const EXACT: Tolerance = { absolute: 0, relative: 0 };
const NOTHING = { absolute: 0, relative: 0 };

/**
 * Compares what every run left with what the first did, path by path, in the order of the paths. Of several runs that differ
 * the worst is told, and of those the first. `runs` has the outputs of each run, at least two.
 */
export async function compareOutputs(
  runs: readonly (readonly Output[])[],
  tolerances: readonly ToleranceLine[],
  contents: Contents,
): Promise<readonly ComparedOutput[]> {
  const byPath = runs.map((outputs) => new Map(outputs.map((output) => [output.path, output])));
  const paths = [...new Set(runs.flatMap((outputs) => outputs.map(({ path }) => path)))].sort(compareCodePoints);
  const compared: ComparedOutput[] = [];
  for (const path of paths) {
    const tolerance = toleranceFor(path, tolerances);
    const all = byPath.map((outputs) => outputs.get(path));
    const pairs: ComparedOutput[] = [];
    for (let run = 1; run < all.length; run++) {
      pairs.push(await comparePair({ path, first: all[0], other: all[run], run, tolerance }, contents));
    }
    compared.push(worstOf(pairs));
  }
  return compared;
}

interface Pair {
  readonly path: string;
  readonly first: Output | undefined;
  readonly other: Output | undefined;
  /** From 0. */
  readonly run: number;
  readonly tolerance: Tolerance | null;
}

async function comparePair(pair: Pair, contents: Contents): Promise<ComparedOutput> {
  const { path, first, other, run, tolerance } = pair;
  const same = {
    path,
    state: "identical",
    sha256: first?.sha256 ?? null,
    bytes: first?.bytes ?? 0,
    tolerance,
    format: null,
    values: 0,
    largest: NOTHING,
    difference: null,
  } as const satisfies ComparedOutput;
  const [one, two] = [kindOf(first), kindOf(other)];
  if (one === null || two === null) {
    const difference = { place: "the file", first: one, other: two, run: run + 1 };
    return { ...same, state: "missing", difference };
  }
  if (first?.sha256 == null || other?.sha256 == null) return { ...same, state: "not-a-file" };
  if (first.sha256 === other.sha256 && first.bytes === other.bytes) return same;
  return { ...same, ...(await compareFiles(pair, contents)) };
}

/** What is there, in words; null for nothing. */
function kindOf(output: Output | undefined): string | null {
  if (output === undefined) return null;
  return output.sha256 === null ? "not a file" : `${output.bytes} bytes`;
}

type Differing = Pick<ComparedOutput, "state" | "format" | "values" | "largest" | "difference">;

async function compareFiles({ path, run, tolerance }: Pair, contents: Contents): Promise<Differing> {
  const a = await contents.read(0, path);
  const b = await contents.read(run, path);
  if (a === null || b === null) {
    const at = await contents.firstByte([0, run], path);
    const difference = { place: `byte ${at}`, first: null, other: null, run: run + 1 };
    return { state: "differs", format: "bytes", values: at, largest: NOTHING, difference };
  }
  const { format, values, largest, difference } = await compareContent(path, a, b, tolerance ?? EXACT);
  if (difference !== null) {
    return { state: "differs", format, values, largest, difference: { ...difference, run: run + 1 } };
  }
  if (tolerance !== null) return { state: "within-tolerance", format, values, largest, difference: null };
  const written = { place: "how it is written", first: null, other: null, run: run + 1 };
  return { state: "differs", format, values, largest, difference: written };
}

function worstOf(pairs: readonly ComparedOutput[]): ComparedOutput {
  const [worst] = pairs.toSorted((a, b) => STATES.indexOf(b.state) - STATES.indexOf(a.state));
  if (worst === undefined) throw new RangeError("outputs of at least two runs are compared");
  const largest = {
    absolute: Math.max(...pairs.map((pair) => pair.largest.absolute)),
    relative: Math.max(...pairs.map((pair) => pair.largest.relative)),
  };
  return { ...worst, largest };
}
