import { compareCodePoints } from "@airworthy/evidence";
import { seedFrom } from "@airworthy/stats";

/** Of the cases of one cluster that both models were judged on. */
export interface ClusterCount {
  readonly cluster: string;
  readonly cases: number;
  /** New failures minus fixed ones. */
  readonly net: number;
}

export interface ClustersRecord {
  /** Whether there were more clusters than are kept, so that several are counted as one. */
  readonly folded: boolean;
  /** By name, in the order of code points; where they are folded, by the number of the bucket. */
  readonly counts: ClusterCount[];
}

interface Count {
  cases: number;
  net: number;
}

/**
 * Counts by cluster in bounded memory. Beyond `most` clusters each goes into one of `most` buckets by a hash of its
 * name, those before it too: what is counted in parts and put together is the same as what is counted at once.
 */
export class Clusters {
  readonly #most: number;
  readonly #named = new Map<string, Count>();
  /** Null until there are too many names. */
  #buckets: Count[] | null = null;

  constructor(most: number) {
    this.#most = most;
  }

  add(cluster: string, cases: number, net: number): void {
    if (this.#buckets === null) this.#addNamed(cluster, cases, net);
    else this.#addBucket(seedFrom(0, cluster) % this.#most, cases, net);
  }

  absorb(record: ClustersRecord): void {
    if (record.folded) this.#fold();
    for (const { cluster, cases, net } of record.counts) {
      if (record.folded) this.#addBucket(Number(cluster), cases, net);
      else this.add(cluster, cases, net);
    }
  }

  toRecord(): ClustersRecord {
    const entries = this.#buckets === null ? [...this.#named] : [...this.#buckets.entries()];
    const counts = entries.flatMap(([key, { cases, net }]) =>
      cases === 0 ? [] : [{ cluster: String(key), cases, net }],
    );
    counts.sort((a, b) => compareCodePoints(a.cluster, b.cluster));
    return { folded: this.#buckets !== null, counts };
  }

  #addNamed(cluster: string, cases: number, net: number): void {
    const count = this.#named.get(cluster);
    if (count === undefined) this.#named.set(cluster, { cases, net });
    else addTo(count, cases, net);
    if (this.#named.size > this.#most) this.#fold();
  }

  #addBucket(bucket: number, cases: number, net: number): void {
    const count = this.#buckets?.[bucket];
    if (count === undefined) throw new RangeError(`there is no bucket ${bucket} of ${this.#most}`);
    addTo(count, cases, net);
  }

  #fold(): void {
    if (this.#buckets !== null) return;
    this.#buckets = Array.from({ length: this.#most }, () => ({ cases: 0, net: 0 }));
    for (const [cluster, { cases, net }] of this.#named) this.add(cluster, cases, net);
    this.#named.clear();
  }
}

function addTo(count: Count, cases: number, net: number): void {
  count.cases += cases;
  count.net += net;
}
