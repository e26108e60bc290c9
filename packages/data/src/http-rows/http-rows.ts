import { checkShape } from "@airworthy/evidence";
import { collectRows, type EventSource, type SeriesSource, windowsOf } from "@airworthy/signals";
import * as v from "valibot";
import { LIMITS, openService } from "../http/ask-json.ts";
import type { Limits } from "../http/attempt.ts";
import type { Service } from "../http/service.ts";

const answerSchema = v.object({ rows: v.array(v.unknown()) });

/**
 * An endpoint of anybody's that adds up by itself. It is posted `{"query": …}`, a SignalQuery or, for windows, a SeriesQuery, as it is, and
 * answers `{"rows": […]}`, each as `aggregateRowSchema` has it. Throws a UserError that names the source at once for an address or
 * token that cannot be used, and later for an answer that is none.
 */
export function httpRows(service: Service, name: string, limits: Limits = LIMITS): EventSource & SeriesSource {
  const ask = openService(service, name, limits);
  const rowsFor = async (query: unknown): Promise<readonly unknown[]> => {
    const answer = await ask("", JSON.stringify({ query }));
    return checkShape(answerSchema, answer, `${name}: the answer`).rows;
  };
  return {
    collect: async (query) => await collectRows(await rowsFor(query), query, name),
    series: async (query) => await windowsOf(await rowsFor(query), query, name),
  };
}
