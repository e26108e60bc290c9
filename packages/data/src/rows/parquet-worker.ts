import { openParquet } from "./parquet-file.ts";
import type { ParquetReply, ParquetRequest } from "./parquet-messages.ts";

// A process of its own rather than a thread: a damaged file can have the decoder ask for more memory than there is, which ends
// a process whole, the thread's as well as its own. One request is under way at a time.
let replies: AsyncGenerator<ParquetReply> | null = null;

process.on("message", (request: ParquetRequest) => {
  answer(request).then(
    (reply) => process.send?.(reply),
    (error: unknown) => process.send?.({ kind: "problem", problem: reasonOf(error) } satisfies ParquetReply),
  );
});
process.on("disconnect", () => process.exit());

async function answer(request: ParquetRequest): Promise<ParquetReply> {
  if (request !== "next") replies = openParquet(request.open, request.columns);
  const next = await replies?.next();
  return next === undefined || next.done ? { kind: "end" } : next.value;
}

/** What the decoder stumbles over in a damaged file means nothing to who reads of it. */
function reasonOf(error: unknown): string {
  if (error instanceof TypeError || error instanceof RangeError) return "it is damaged";
  return error instanceof Error ? error.message : String(error);
}
