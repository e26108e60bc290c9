import type { SeriesQuery } from "@airworthy/signals";
import type { KayentaConfig, KayentaMetric } from "./config.ts";
import { type Bindings, expandTemplate } from "./template.ts";

/** What the templates of a config say of each version: `scope`, `location`, `project` and whatever else they name. */
export interface VersionBindings {
  readonly candidate: Bindings;
  readonly baseline: Bindings;
}

export interface SeriesQueries {
  readonly queries: readonly Pick<SeriesQuery, "metric" | "queries">[];
  /** Metrics whose query cannot be asked here, and why. */
  readonly unsupported: readonly { readonly metric: string; readonly problem: string }[];
}

/** What begins a template that is the whole query. */
const WHOLE_QUERY = "PromQL:";

/**
 * The Prometheus queries of a config, for each version, as Kayenta composes them: a template that begins with `PromQL:` is the
 * query; else it is `avg(metricName{template, labelBindings})`. Throws a UserError where a template names what has no binding, or a
 * binding's value could end the quotes that it stands in.
 */
export function seriesQueriesOf(config: KayentaConfig, bindings: VersionBindings): SeriesQueries {
  const queries: SeriesQueries["queries"][number][] = [];
  const unsupported: SeriesQueries["unsupported"][number][] = [];
  for (const metric of config.metrics) {
    const { name } = metric;
    const template = templateOf(metric, config);
    const problem = problemOf(metric, template);
    if (problem !== null) unsupported.push({ metric: name, problem });
    else {
      const queryFor = (version: Bindings) => composed(metric, expandTemplate(template, version, name));
      queries.push({
        metric: name,
        queries: { candidate: queryFor(bindings.candidate), baseline: queryFor(bindings.baseline) },
      });
    }
  }
  return { queries, unsupported };
}

/** The metric's own template, or the config's that it names; empty where there is none. */
function templateOf({ query }: KayentaMetric, { templates }: KayentaConfig): string {
  // Kayenta stores `${` escaped, so that its own expressions are not mistaken for it.
  return (query.customInlineTemplate || templates.get(query.customFilterTemplate ?? "") || "").replaceAll("$\\{", "${");
}

/** Why a query cannot be asked; null where it can. */
function problemOf({ query }: KayentaMetric, template: string): string | null {
  if (query.type !== "prometheus") return `queries of the kind ${query.type} are not supported; prometheus is`;
  if (query.customFilter != null) return "customFilter is not supported, nor by Kayenta; use customInlineTemplate";
  const { customInlineTemplate, customFilterTemplate } = query;
  if (!customInlineTemplate && customFilterTemplate && template === "") return "customFilterTemplate names no template";
  if (template.startsWith(WHOLE_QUERY)) return null;
  if (!query.metricName) return "metricName is missing";
  if (query.groupByFields.length > 0)
    return "groupByFields gives several series a version, of which one is judged here";
  return template === "" ? "filters by resourceType are not supported; use customInlineTemplate" : null;
}

function composed({ query }: KayentaMetric, filter: string): string {
  if (filter.startsWith(WHOLE_QUERY)) return filter.slice(WHOLE_QUERY.length);
  return `avg(${query.metricName ?? ""}{${[filter, ...query.labelBindings].join(",")}})`;
}
