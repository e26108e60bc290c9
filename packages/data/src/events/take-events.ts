import { UserError } from "@airworthy/evidence";
import { ChunkReader } from "../bytes/chunk-reader.ts";
import { FileSource } from "../bytes/file-source.ts";
import { gunzip } from "../bytes/gzip.ts";
import { RecordFeed, type RecordReader } from "../bytes/record-feed.ts";
import { CsvReader } from "../csv/csv-reader.ts";
import { MAX_LINE_BYTES } from "../place.ts";
import { isGzip, tableFormat } from "../table-format.ts";
import { CsvEvents } from "./csv-events.ts";
import type { EventSink } from "./event-sink.ts";
import { EventTaker } from "./event-taker.ts";
import { JsonEvents } from "./json-events.ts";
import { takeBlocks } from "./take-blocks.ts";

export interface EventFile {
  readonly path: string;
  /** The file as the user named it, for messages. */
  readonly name: string;
}

/**
 * Reads a file's events, holding some megabytes of it, of Parquet a row group. What it gives tells whether the file was written to
 * since. Throws a UserError that names the file and, where there is one, the line.
 */
export async function takeEvents(file: EventFile, sink: EventSink): Promise<Pick<FileSource, "checkUnchanged">> {
  const { path, name } = file;
  const format = tableFormat(path, name);
  await using source = await FileSource.open(path, name, sink.onBytes, false);
  const { threads, blockBytes } = sink.threading;
  const isLarge = format === "json-lines" && !isGzip(path) && threads > 1 && source.size >= 2 * blockBytes;
  const isTaken = isLarge && (await takeBlocks(path, source.size, sink));
  if (isTaken) return source;
  const taker = new EventTaker(sink.query, sink.content);
  const flush = () => {
    // Where blocks were tried, something is wrong: the file is read once more to say what and where.
    if (!isLarge) sink.onBatch(taker.batch);
    taker.batch.count = 0;
  };
  if (format === "parquet") {
    // Loaded here, since few files are in this format.
    const { takeParquetEvents } = await import("./parquet-events.ts");
    await takeParquetEvents({ ...file, onBytes: sink.onBytes }, taker, flush);
  } else {
    const csv = () => new CsvReader(name, MAX_LINE_BYTES, new CsvEvents(name, taker));
    await takeText(path, source, format === "csv" ? csv() : new JsonEvents(name, taker), flush);
  }
  if (isLarge) throw new UserError(`${name} cannot be read: it changed meanwhile, or a thread that read it ended`);
  if (format !== "parquet" && source.bytesRead < source.size) throw new UserError(`${name} was cut while it was read`);
  return source;
}

async function takeText(path: string, source: FileSource, reader: RecordReader, flush: () => void): Promise<void> {
  await using unpacked = isGzip(path) ? new ChunkReader(gunzip(source)) : null;
  const feed = new RecordFeed(source.name, unpacked ?? source, reader, MAX_LINE_BYTES);
  for (let goesOn = true; goesOn; ) {
    goesOn = await feed.next();
    flush();
  }
}
