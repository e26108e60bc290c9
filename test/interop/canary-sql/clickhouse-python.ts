import { statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { pythonWith } from "../python-environment.ts";

/** 0.9 GB of packages, unpacked beside what was fetched, and room for whatever else runs. */
const NEEDED_GIGABYTES = 4;

/** Python with ClickHouse's own engine, or in words why there is none: it is larger than some machines have room for. */
export async function clickHousePython(): Promise<{ readonly python: string } | { readonly missing: string }> {
  const { bavail, bsize } = await statfs(tmpdir());
  const gigabytes = (bavail * bsize) / 1e9;
  if (gigabytes < NEEDED_GIGABYTES) {
    return { missing: `ClickHouse's engine needs ${NEEDED_GIGABYTES} GB of disk; ${gigabytes.toFixed(1)} GB are free` };
  }
  try {
    return { python: await pythonWith(["chdb==4.4.0"]) };
  } catch (error) {
    const words = error instanceof Error ? error.message.trim().split("\n").at(-1) : String(error);
    return { missing: `ClickHouse's engine, the Python package chdb, cannot be had: ${words}` };
  }
}
