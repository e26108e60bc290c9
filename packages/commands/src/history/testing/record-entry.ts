// A process that appends the entry of its standard input to a ref of a clone: record-entry.ts <folder> <ref>.
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { openRefStore } from "@airworthy/git";
import { parseHistory, record } from "@airworthy/history";

const [, , folder = "", ref = ""] = process.argv;
const [entry] = parseHistory(await text(process.stdin), "standard input");
if (entry === undefined) throw new Error("there is no entry");
const store = await openRefStore(folder, ref, { env: process.env, signal: new AbortController().signal });
await record(store, { entries: [entry], kept: new Map(), pruneBefore: null }, (milliseconds) => sleep(milliseconds));
