import type { MlflowContent } from "./mlflow-content.ts";

/** The body of one request to `runs/log-batch`, but for the run that it is about. */
export interface MlflowBatch {
  readonly params: readonly { readonly key: string; readonly value: string }[];
  readonly metrics: readonly { readonly key: string; readonly value: number; readonly timestamp: number }[];
  readonly tags: readonly { readonly key: string; readonly value: string }[];
}

/**
 * What one request may hold: MLflow's REST API, "Log Batch", and mlflow.utils.validation. A megabyte in all, of which the
 * rest is left to the run's id and the JSON around the entries.
 */
const MOST = { params: 100, metrics: 1_000, tags: 100 } as const;
const MOST_ENTRIES = 1_000;
const MOST_BYTES = 900_000;

type Kind = keyof typeof MOST;
type Entry<K extends Kind> = MlflowBatch[K][number];

/** All that the run holds, in as few requests as take it in this order; none where it holds nothing. */
export function mlflowBatches({ params, metrics, tags, end }: MlflowContent): MlflowBatch[] {
  const packer = new Packer();
  for (const { name, value } of params) packer.add("params", { key: name, value });
  for (const { name, value } of metrics) packer.add("metrics", { key: name, value, timestamp: end });
  for (const { name, value } of tags) packer.add("tags", { key: name, value });
  return packer.batches;
}

class Packer {
  readonly batches: { [K in Kind]: Entry<K>[] }[] = [];
  #bytes = 0;

  add<K extends Kind>(kind: K, entry: Entry<K>): void {
    // With the comma behind it.
    const bytes = Buffer.byteLength(JSON.stringify(entry)) + 1;
    let batch = this.batches.at(-1);
    if (batch === undefined || !this.#hasRoom(batch, kind, bytes)) {
      batch = { params: [], metrics: [], tags: [] };
      this.batches.push(batch);
      this.#bytes = 0;
    }
    const list: Entry<K>[] = batch[kind];
    list.push(entry);
    this.#bytes += bytes;
  }

  #hasRoom({ params, metrics, tags }: MlflowBatch, kind: Kind, bytes: number): boolean {
    const entries = params.length + metrics.length + tags.length;
    const own = { params, metrics, tags }[kind].length;
    return own < MOST[kind] && entries < MOST_ENTRIES && this.#bytes + bytes <= MOST_BYTES;
  }
}
