import type { SuitePorts } from "@airworthy/behavior";
import { readLines, readRows } from "@airworthy/data";
import { readSmallFile } from "@airworthy/storage";

/** The files that a suite names, by the adapters that the command line uses; no judge. */
export const SUITE_PORTS: SuitePorts = {
  judge: () => null,
  readText: (file) => readSmallFile(file, file),
  readLines: (file) => readLines(file, { name: file }),
  readRows: (file) => readRows(file, { name: file }),
};
