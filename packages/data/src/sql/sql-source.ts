import { UserError } from "@airworthy/evidence";
import type { EventSource, EventTable, SignalQuery } from "@airworthy/signals";
import { answerRowsOf } from "./answer-rows.ts";
import type { Dialect } from "./dialects/dialect.ts";
import type { SqlEngine } from "./engine.ts";
import { probeTimes } from "./probe.ts";
import { readAnswer } from "./read-answer.ts";
import { tableExpression } from "./table-expression.ts";
import { canaryQuery } from "./template/canary-query.ts";

/**
 * Events in a database, which adds them up itself: what comes back is a row a metric, group and version, however many events there
 * are. `name` is how errors call the source.
 */
export function sqlSource(engine: SqlEngine, name: string): EventSource {
  return {
    async collect(query) {
      const rows = await naming(name, async () => {
        const whole = withTables(query, engine.dialect);
        const kinds = await probeTimes(engine, whole);
        return engine.run(canaryQuery(whole, engine.dialect, kinds));
      });
      return readAnswer(answerRowsOf(rows, name), query, name);
    },
  };
}

/** Engines and quoting do not know what the user calls the source. */
async function naming<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const remedy = error.remedy === undefined ? {} : { remedy: error.remedy };
    throw new UserError(`${name}: ${error.message}`, { ...remedy, cause: error });
  }
}

function withTables(query: SignalQuery, dialect: Dialect): SignalQuery {
  function checked<T>(what: string, events: EventTable<T>): EventTable<T> {
    if (events.table === null) {
      throw new UserError(`no table of ${what} is given, which a database needs`, {
        remedy: "Name the table, or give a query in brackets.",
      });
    }
    return { ...events, table: tableExpression(events.table, dialect.hasBackslashes) };
  }
  return {
    ...query,
    exposures: checked("exposures", query.exposures),
    outcomes: checked("outcomes", query.outcomes),
  };
}
