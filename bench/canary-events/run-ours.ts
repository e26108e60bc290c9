// Built and run as a process of its own: answers the benchmark's query from the file given, and says how long that took.
import { eventFiles } from "../../packages/data/src/events/event-files.ts";
import { printAnswer } from "./print-answer.ts";
import { benchQuery } from "./query.ts";

const [path = "", id = ""] = process.argv.slice(2);
const file = { path, name: path };
const started = performance.now();
const { cells } = await eventFiles({ exposures: [file], outcomes: [file] }).collect(benchQuery(id || null));
printAnswer(started, cells);
