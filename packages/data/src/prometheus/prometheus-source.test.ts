import type { SeriesQuery } from "@airworthy/signals";
import { expect, test } from "vitest";
import { type FormSaid, startPrometheusStandIn } from "../../../../test/harness/canary/prometheus-stand-in.ts";
import { prometheusSource } from "./prometheus-source.ts";

const FIVE_MINUTES = 300_000;
/** 2026-01-31T10:00:00Z. */
const TEN = Date.UTC(2026, 0, 31, 10);
const asked: SeriesQuery = {
  metric: "errors",
  queries: { candidate: 'errors{v="new"}', baseline: 'errors{v="old"}' },
  from: TEN - 60_000,
  until: TEN + 4 * FIVE_MINUTES + 1,
  window: FIVE_MINUTES,
};

interface Points {
  readonly metric?: Readonly<Record<string, string>>;
  readonly values?: readonly (readonly [number, string])[];
  readonly histograms?: readonly unknown[];
}

function matrix(...result: readonly Points[]): FormSaid {
  return {
    body: { status: "success", data: { resultType: "matrix", result: result.map((one) => ({ metric: {}, ...one })) } },
  };
}

async function series(handler: (form: URLSearchParams) => FormSaid, query: SeriesQuery = asked) {
  await using server = await startPrometheusStandIn(handler);
  const source = prometheusSource({ url: `${server.url}/prometheus`, token: "s3cr3t" }, "metrics");
  const answer = await source.series(query).catch((error: unknown) => error);
  return { answer, requests: server.requests };
}

/** The moments that a request asks for, in seconds. */
function momentsOf(form: URLSearchParams): number[] {
  const [start = 0, end = 0, step = 1] = ["start", "end", "step"].map((name) => Number(form.get(name)));
  return Array.from({ length: Math.round((end - start) / step) + 1 }, (_, index) => start + index * step);
}

test("a window is what the query says at its end", async () => {
  const { answer, requests } = await series((form) => {
    const [first = 0, second = 0, , fourth = 0] = momentsOf(form);
    const isNew = form.get("query") === asked.queries.candidate;
    return matrix({
      values: isNew
        ? [
            [first, "0.25"],
            [second, "NaN"],
            [fourth, "1e-3"],
          ]
        : [
            [fourth, "+Inf"],
            [second, "-4"],
          ],
    });
  });
  expect(answer).toEqual({
    metric: "errors",
    windows: [
      { start: TEN, candidate: 0.25, baseline: null },
      { start: TEN + FIVE_MINUTES, candidate: null, baseline: -4 },
      { start: TEN + 2 * FIVE_MINUTES, candidate: null, baseline: null },
      { start: TEN + 3 * FIVE_MINUTES, candidate: 0.001, baseline: null },
    ],
  });
  expect(requests).toHaveLength(2);
  expect(requests[0]).toMatchObject({ path: "/prometheus/api/v1/query_range", authorization: "Bearer s3cr3t" });
  const seconds = TEN / 1_000;
  const { start, end, step } = Object.fromEntries(requests[0]?.form ?? []);
  expect({ start, end, step }).toEqual({
    start: `${seconds + 300}.000`,
    end: `${seconds + 1_200}.000`,
    step: "300.000",
  });
});

test("more windows than a server answers at once are asked for in parts", async () => {
  const counts: number[] = [];
  const query = { ...asked, from: TEN, until: TEN + 25_000_000, window: 1_000 };
  const { answer } = await series((form) => {
    const moments = momentsOf(form);
    if (form.get("query") === query.queries.candidate) counts.push(moments.length);
    return matrix({ values: moments.map((moment) => [moment, String(moment - TEN / 1_000)]) });
  }, query);
  expect(counts).toEqual([11_000, 11_000, 3_000]);
  // The windows' ends count the seconds since ten o'clock.
  const numbers = Array.from({ length: 25_000 }, (_, index) => index + 1);
  expect(answer).toMatchObject({ windows: numbers.map((candidate) => ({ candidate, baseline: candidate })) });
});

test("no window is whole: nothing is asked", async () => {
  const { answer, requests } = await series(() => matrix(), { ...asked, until: asked.from + 1 });
  expect(answer).toEqual({ metric: "errors", windows: [] });
  expect(requests).toEqual([]);
});

test("anything but one series is refused with what to write instead", async () => {
  const two = await series(() => matrix({ metric: { instance: "a" } }, { metric: { instance: "b" } }));
  expect(two.answer).toMatchObject({
    name: "UserError",
    message:
      'metrics: the query of errors for the candidate has 2 series, such as {instance="a"} and {instance="b"}; one is allowed',
    remedy: expect.stringContaining("sum(rate(requests_total[5m]))"),
  });
  const none = await series(() => matrix());
  expect(none.answer).toMatchObject({
    name: "UserError",
    message: "metrics: the query of errors for the candidate has no series",
    remedy: expect.stringContaining("or vector(0)"),
  });
  const native = await series(() => matrix({ histograms: [[TEN / 1_000 + 300, {}]] }));
  expect(native.answer).toMatchObject({ remedy: expect.stringContaining("histogram_quantile") });
});

test("a series that becomes another within the time is refused too, and one that is not there at first is not", async () => {
  const query = { ...asked, from: TEN, until: TEN + 12_000_000, window: 1_000 };
  const firstMoment = (form: URLSearchParams) => momentsOf(form)[0] ?? 0;
  const isFirst = (form: URLSearchParams) => firstMoment(form) === TEN / 1_000 + 1;
  const changed = await series((form) => matrix({ metric: { pod: isFirst(form) ? "a" : "b" } }), query);
  expect(changed.answer).toMatchObject({
    message: expect.stringContaining('has several series: first {pod="a"}, later {pod="b"}; one is allowed'),
  });
  const later = await series(
    (form) => (isFirst(form) ? matrix() : matrix({ values: [[firstMoment(form), "7"]] })),
    query,
  );
  expect(later.answer).toMatchObject({
    windows: expect.arrayContaining([{ start: TEN + 11_000_000, candidate: 7, baseline: 7 }]),
  });
});

test("errors and warnings of the server are told", async () => {
  const body = { status: "error", errorType: "bad_data", error: 'parse error: unexpected "}"' };
  const refused = await series(() => ({ status: 400, body }));
  expect(refused.answer).toMatchObject({
    message: expect.stringMatching(/answered 400: parse error: unexpected "}"$/),
  });
  const data = { resultType: "matrix", result: [{ metric: {}, values: [] }] };
  const partial = await series(() => ({ body: { status: "success", data, warnings: ["store a\nis down"] } }));
  expect(partial.answer).toMatchObject({ message: expect.stringMatching(/comes with warnings: store a is down$/) });
});

test("an answer to something else is no answer", async () => {
  const seconds = TEN / 1_000;
  const values: [readonly (readonly [number, string])[], RegExp][] = [
    [[[seconds, "1"]], /tells of the moment \d+, which was not asked for/],
    [[[seconds + 301, "1"]], /which was not asked for/],
    [[[seconds + 1_500, "1"]], /which was not asked for/],
    [
      [
        [seconds + 300, "1"],
        [seconds + 300, "1"],
      ],
      /or twice/,
    ],
    [[[seconds + 300, ""]], /a value that is no number/],
    [[[seconds + 300, "0x10"]], /a value that is no number/],
    [[[seconds + 300, "1e999"]], /a value that is no number/],
  ];
  for (const [points, message] of values) {
    const { answer } = await series(() => matrix({ values: points }));
    expect(answer).toMatchObject({ name: "UserError", message: expect.stringMatching(message) });
  }
  for (const body of [
    null,
    [],
    { status: "success" },
    { status: "success", data: { resultType: "vector", result: [] } },
  ]) {
    const { answer } = await series(() => ({ body }));
    expect(answer).toMatchObject({ name: "UserError", message: expect.stringContaining("is not valid") });
  }
});
