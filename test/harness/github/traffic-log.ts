import { appendFileSync, mkdirSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import type { IncomingHttpHeaders } from "node:http";
import { join } from "node:path";
import { threadId } from "node:worker_threads";
import * as v from "valibot";
import type { Fault } from "./fault.ts";
import type { Answer, Received } from "./message.ts";

/** Names the folder that gets what was asked and answered; nothing is written without it. */
export const TRAFFIC_LOG = "AIRWORTHY_GITHUB_LOG";

/** Longer texts in bodies are cut: what is left is over every limit on a text that GitHub documents. */
const TEXT_CHARACTERS = 70_000;
/** Never `authorization`. */
const HEADERS = ["accept", "content-type", "x-github-api-version"] as const;
const ENDING = ".jsonl";

/** Bodies are JSON; one that is not, such as an archive, is left out. */
const exchangeSchema = v.object({
  request: v.object({
    method: v.string(),
    /** With its query, and without the path that an enterprise's API is below. */
    path: v.string(),
    headers: v.record(v.string(), v.string()),
    body: v.optional(v.unknown()),
  }),
  /** null where the stand-in never answered. */
  answer: v.nullable(v.object({ status: v.number(), body: v.optional(v.unknown()) })),
  /** What a test made go wrong: the answer is not the stand-in's own. */
  fault: v.nullable(v.string()),
});

export type Exchange = v.InferOutput<typeof exchangeSchema>;

/** Appends a line to the file of this process and thread, at once: whoever stops the process loses nothing. */
export function logExchange(
  { method, url, json }: Received,
  headers: IncomingHttpHeaders,
  answer: Answer | null,
  fault: Fault | null,
): void {
  const folder = process.env[TRAFFIC_LOG];
  if (folder === undefined || folder === "") return;
  const exchange: Exchange = {
    request: { method, path: url.pathname + url.search, headers: relevant(headers), body: json ?? undefined },
    answer: answer === null ? null : { status: answer.status, body: jsonOf(answer) },
    fault: fault?.kind ?? null,
  };
  mkdirSync(folder, { recursive: true });
  appendFileSync(join(folder, `${process.pid}-${threadId}${ENDING}`), `${JSON.stringify(exchange, cut)}\n`);
}

/** All that a folder has of it, process by process; nothing where there is no folder. */
export async function readTraffic(folder: string): Promise<readonly Exchange[]> {
  const names = await readdir(folder).catch(() => []);
  const files = names.filter((name) => name.endsWith(ENDING)).sort();
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), "utf8")));
  const lines = texts.flatMap((text) => text.split("\n")).filter((line) => line !== "");
  return lines.map((line) => v.parse(exchangeSchema, JSON.parse(line)));
}

function relevant(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    HEADERS.flatMap((name) => (headers[name] === undefined ? [] : [[name, `${headers[name]}`]])),
  );
}

function jsonOf({ body }: Answer): unknown {
  return Buffer.isBuffer(body) ? undefined : body;
}

function cut(_key: string, value: unknown): unknown {
  return typeof value === "string" ? value.slice(0, TEXT_CHARACTERS) : value;
}
