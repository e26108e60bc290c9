import type { ByteSource } from "@airworthy/model-files";
import type { FindingLog } from "./finding.ts";
import type { Kind } from "./kind.ts";
import type { AllowList } from "./pickle/allow-list.ts";

/** A file, a member of an archive, or data inside a pickle. */
export interface Item {
  /** As findings name it. */
  readonly path: string;
  /** Whose ending tells what it is meant to be. */
  readonly name: string;
  readonly source: ByteSource;
  /** In how many archives and pickles it is: 0 for a file. */
  readonly depth: number;
  /** Whether bytes of no known format are what is to be expected here, such as the storages of PyTorch. */
  readonly isRaw: boolean;
}

/** What scanning one file shares. */
export interface Scan {
  readonly allow: AllowList;
  readonly log: FindingLog;
  /** What may still be unpacked of the file, in bytes. */
  readonly budget: { bytes: number };
  /** Scans what is inside an item. */
  readonly scanItem: (item: Item, scan: Scan) => Promise<Kind>;
}

/** Looks at an item of one kind. */
export type ItemScanner = (item: Item, scan: Scan) => Promise<void>;
