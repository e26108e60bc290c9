import type { Clusters, MetricContext, RowDrawing, Side } from "@airworthy/comparison";

/** What a thread is started with: a drawing whose arrays are shared, and where its draws go. */
export interface ResampleShare {
  readonly drawing: Omit<RowDrawing, "metric">;
  /** The metric's name, which `parseMetric` makes it of again. */
  readonly metric: string;
  readonly context: MetricContext;
  /** One number that the threads share: how many blocks of draws were taken. */
  readonly next: Int32Array<SharedArrayBuffer>;
  /** So many draws are taken at once. */
  readonly block: number;
  readonly candidate: Float64Array<SharedArrayBuffer>;
  readonly baseline: Float64Array<SharedArrayBuffer> | null;
}

/** A drawing with everything that threads read in memory that they share; only the columns that the metric asks for. */
export function shareDrawing(drawing: RowDrawing, context: MetricContext, block: number): ResampleShare {
  const { metric, candidate, baseline, rows, weights, clusters, seed, draws } = drawing;
  const side = (whole: Side): Side => ({
    ...whole,
    columns: askedColumns(whole, metric),
    weights: shared(whole.weights),
  });
  return {
    drawing: {
      candidate: side(candidate),
      baseline: baseline === null ? null : side(baseline),
      rows: shared(rows),
      weights: shared(weights),
      clusters: clusters === null ? null : sharedClusters(clusters),
      seed,
      draws,
    },
    metric: metric.id,
    context,
    next: new Int32Array(new SharedArrayBuffer(4)),
    block,
    candidate: emptyDraws(draws),
    baseline: baseline === null ? null : emptyDraws(draws),
  };
}

function emptyDraws(draws: number): Float64Array<SharedArrayBuffer> {
  return new Float64Array(new SharedArrayBuffer(draws * Float64Array.BYTES_PER_ELEMENT));
}

function askedColumns({ columns }: Side, { requests }: RowDrawing["metric"]): Side["columns"] {
  const isAsked = (name: string) =>
    requests.some((request) => {
      if (request.kind === "numbers") return name.startsWith(`${request.prefix}.`);
      return name === (request.kind === "derived" ? request.name : request.column);
    });
  const asked = [...columns].filter(([name]) => isAsked(name));
  return new Map(
    asked.map(([name, column]) => [
      name,
      column.kind === "number"
        ? { ...column, numbers: shared(column.numbers) }
        : { ...column, codes: shared(column.codes) },
    ]),
  );
}

function sharedClusters({ codes, count }: Clusters): Clusters {
  return { codes: shared(codes), count };
}

type Numbers = Float64Array | Uint32Array | Uint16Array;

function shared<T extends Numbers | null>(numbers: T): T;
function shared(numbers: Numbers | null): Numbers | null {
  if (numbers === null || numbers.buffer instanceof SharedArrayBuffer) return numbers;
  const buffer = new SharedArrayBuffer(numbers.byteLength);
  if (numbers instanceof Float64Array) return copied(numbers, new Float64Array(buffer));
  if (numbers instanceof Uint32Array) return copied(numbers, new Uint32Array(buffer));
  return copied(numbers, new Uint16Array(buffer));
}

function copied<T extends Numbers>(from: T, into: T): T {
  into.set(from);
  return into;
}
