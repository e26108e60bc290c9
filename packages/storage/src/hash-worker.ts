import { workerData } from "node:worker_threads";
import type { Algorithm } from "./block-hasher.ts";
import { drainRing } from "./ring.ts";

/** What the thread that hashes for another is started with. */
export interface HashWork {
  readonly ring: SharedArrayBuffer;
  readonly algorithm: Algorithm;
}

const work: HashWork = workerData;
drainRing(work.ring, work.algorithm);
