import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exampleConfig, writtenConfig } from "../../fixtures/kayenta-example.ts";
import { parseKayentaConfig } from "./config.ts";
import { seriesQueriesOf } from "./series-queries.ts";
import { expandTemplate } from "./template.ts";

const BINDINGS = {
  candidate: new Map([
    ["scope", "ranker-2"],
    ["quantile", "0.99"],
  ]),
  baseline: new Map([
    ["scope", "ranker-1"],
    ["quantile", "0.99"],
  ]),
};

describe("composes what Kayenta asks Prometheus", () => {
  // The shapes are those of kayenta-prometheus' PrometheusMetricsServiceSpec.
  test.each([
    [
      "a metric's filter and labels",
      { metricName: "errors", customInlineTemplate: `group="\${scope}"`, labelBindings: ['job="ranker"'] },
      'avg(errors{group="ranker-2",job="ranker"})',
    ],
    [
      "a whole query",
      { customInlineTemplate: `PromQL:histogram_quantile(\${quantile}, latency{pod="\${scope}"})` },
      'histogram_quantile(0.99, latency{pod="ranker-2"})',
    ],
    ["a query as Kayenta stores it", { customInlineTemplate: "PromQL:up{pod='$\\{scope}'}" }, "up{pod='ranker-2'}"],
    [
      "a template of the config",
      { metricName: "errors", customFilterTemplate: "by-scope" },
      'avg(errors{pod="ranker-2"})',
    ],
  ])("%s", (_, query, expected) => {
    const written = writtenConfig([{ name: "m", query: { type: "prometheus", ...query } }]);
    const config = parseKayentaConfig(
      JSON.stringify({ ...written, templates: { "by-scope": `pod="\${scope}"` } }),
      "ranker.json",
    );
    const { queries, unsupported } = seriesQueriesOf(config, BINDINGS);
    expect(unsupported).toEqual([]);
    expect(queries).toEqual([
      { metric: "m", queries: { candidate: expected, baseline: expected.replace("ranker-2", "ranker-1") } },
    ]);
  });
});

test("queries that cannot be asked are named with the reason, and the others asked", () => {
  const filter = { type: "prometheus", customInlineTemplate: "a=b" };
  const config = exampleConfig([
    { name: "good", query: { ...filter, metricName: "up" } },
    { name: "atlas", query: { type: "atlas", q: "name,Cpu,:eq" } },
    { name: "nameless", query: filter },
    { name: "grouped", query: { ...filter, metricName: "up", groupByFields: ["zone"] } },
    { name: "by resource", query: { type: "prometheus", metricName: "up", resourceType: "gce_instance" } },
    { name: "deprecated", query: { ...filter, metricName: "up", customFilter: "a=b" } },
    { name: "lost", query: { type: "prometheus", metricName: "up", customFilterTemplate: "gone" } },
  ]);
  const { queries, unsupported } = seriesQueriesOf(config, BINDINGS);
  expect(queries.map(({ metric }) => metric)).toEqual(["good"]);
  expect(unsupported.map(({ metric, problem }) => `${metric}: ${problem.split(" ")[0]}`)).toEqual([
    "atlas: queries",
    "nameless: metricName",
    "grouped: groupByFields",
    "by resource: filters",
    "deprecated: customFilter",
    "lost: customFilterTemplate",
  ]);
});

test("a name without a value is refused, unless the template has one of its own", () => {
  expect(() => expandTemplate(`a=\${zone}`, new Map([["scope", "x"]]), "errors")).toThrow(
    /the query of errors names \$\{zone\}, which has no value; there is: scope/,
  );
  expect(expandTemplate(`a=\${zone:-eu}`, new Map(), "errors")).toBe("a=eu");
  expect(() => expandTemplate(`\${constructor}`, new Map(), "errors")).toThrow(/has no value/);
});

test("no value ends the quotes that it stands in, nor is replaced once more", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("a", '"', "'", "\\", "$", "{", "}", "\n", "&") }), (value) => {
      const bound = new Map([["scope", value]]);
      if (/["'\\{}\n]/.test(value)) {
        expect(() => expandTemplate(`pod="\${scope}"`, bound, "errors")).toThrow(/are not allowed/);
      } else {
        expect(expandTemplate(`pod="\${scope}"`, bound, "errors")).toBe(`pod="${value}"`);
      }
    }),
  );
});
