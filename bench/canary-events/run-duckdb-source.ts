// Built and run as a process of its own: answers the benchmark's query from the file given by a source of kind duckdb.
import { openDuckDb } from "../../packages/data/src/sql/engines/duckdb.ts";
import { sqlSource } from "../../packages/data/src/sql/sql-source.ts";
import { printAnswer } from "./print-answer.ts";
import { benchQuery, columnsOf } from "./query.ts";

const [path = "", id = ""] = process.argv.slice(2);
const table = `read_json('${path.replaceAll("'", "''")}', format = 'newline_delimited', columns = ${columnsOf(id)})`;
const query = benchQuery(id || null);
const started = performance.now();
const { cells } = await sqlSource(openDuckDb(null, process.cwd()), "events").collect({
  ...query,
  exposures: { ...query.exposures, table },
  outcomes: { ...query.outcomes, table },
});
printAnswer(started, cells);
