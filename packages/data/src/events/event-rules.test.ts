import type { Collected, EventMetric, SignalQuery } from "@airworthy/signals";
import { describe, expect, test } from "vitest";
import { collect, csv, jsonLines, problem } from "../../../../test/harness/canary/event-tables.ts";

const NONE = { value: null, per: null, limits: null, hasBefore: false, groups: [] } as const;
const DOINGS: EventMetric = { ...NONE, name: "doings", event: null, measure: "mean" };
const STARS: EventMetric = { ...NONE, name: "stars", event: "rated", measure: "mean", value: "stars" };

function query(changes: Partial<SignalQuery> = {}): SignalQuery {
  const shared = { time: "t", id: null, received: null };
  return {
    flag: "ranker",
    version: null,
    variants: { candidate: ["new"], baseline: ["old"] },
    times: { from: 100, preFrom: 100, preUntil: 100, until: 200, now: 200, skew: 0, wait: 0, within: null },
    exposures: { table: null, columns: { ...shared, unit: "u", flag: "flag", variant: "v", version: null } },
    segment: null,
    excluded: [],
    outcomes: { table: null, columns: { ...shared, unit: "u", event: "event" } },
    metrics: [DOINGS],
    ...changes,
  };
}

const exposed = (t: unknown, u: unknown, v: unknown = "new") => ({ t, u, flag: "ranker", v });
const did = (t: unknown, u: unknown, stars: unknown = 1) => ({ t, u, event: "rated", stars });

/** The candidate's units, outcomes, and the first metric's sum and invalid values. */
function summary({ units, outcomes, cells }: Collected): number[] {
  return [units.candidate, outcomes.candidate, cells[0]?.sums.sum ?? Number.NaN, cells[0]?.invalid ?? Number.NaN];
}

async function ofRows(rows: readonly object[], changes: Partial<SignalQuery> = {}): Promise<number[]> {
  const lines = rows.map((row) => `${JSON.stringify(row)}\n`);
  return summary(await collect({ "a.jsonl": lines.join("") }, query(changes)));
}

describe("an outcome that was judged before its unit's first exposure was read", () => {
  test("counts where it had come too early", async () => {
    expect(await ofRows([did(120, "a"), exposed(110, "a")])).toEqual([1, 1, 1, 0]);
    expect(await ofRows([exposed(130, "a"), did(120, "a"), did(140, "a"), exposed(110, "a")])).toEqual([1, 2, 2, 0]);
  });

  test("does not count where the time that counts ends earlier", async () => {
    const times = { ...query().times, within: 20 };
    expect(await ofRows([exposed(130, "a"), did(145, "a"), exposed(110, "a"), did(129, "a")], { times })).toEqual([
      1, 1, 1, 0,
    ]);
  });

  test("counts in files that are read after all exposures as in those that are not", async () => {
    const contents = {
      "a.jsonl": jsonLines([did(120, "a"), exposed(110, "a")]),
      "outcomes.jsonl": jsonLines([did(105, "a"), did(130, "a")]),
    };
    expect(summary(await collect(contents, query()))).toEqual([1, 2, 2, 0]);
  });
});

describe("the newest outcome is of those that count", () => {
  const newestOf = async (rows: Parameters<typeof jsonLines>[0], within: number | null = null) => {
    const { units, newestOutcome } = await collect(
      { "a.jsonl": jsonLines(rows) },
      query({ times: { ...query().times, within } }),
    );
    return [units.candidate + units.baseline, newestOutcome];
  };

  test("of either version, not of nobody's, a crossover's, or one before the exposure", async () => {
    const both = [exposed(110, "b"), exposed(110, "b", "old"), did(150, "b")];
    const rows = [exposed(110, "a", "old"), did(120, "a"), did(115, "a"), exposed(170, "c"), did(169, "c")];
    expect(await newestOf([...rows, ...both, did(160, "nobody")])).toEqual([2, 120]);
    expect(await newestOf([exposed(110, "a"), did(109, "a")])).toEqual([1, null]);
  });

  test("of a unit that does not count yet as well, and of no outcome that was judged by a later exposure", async () => {
    expect(await newestOf([exposed(190, "a"), did(195, "a")], 20)).toEqual([0, 195]);
    expect(await newestOf([exposed(130, "a"), did(145, "a"), exposed(110, "a"), did(129, "a")], 20)).toEqual([1, 129]);
  });
});

describe("hostile values", () => {
  test("units are told apart by every character, and are the same however they are escaped or numbered", async () => {
    const ids = ["__proto__", "constructor", "", "a", "a\0", "A", "a ", "é", "e\u0301", "\u{1f600}", "null", "true"];
    const rows = ids.filter((id) => id !== "").map((id) => exposed(110, id));
    expect(await ofRows(rows)).toEqual([ids.length - 1, 0, 0, 0]);
    const escaped = String.raw`{"t":120,"\u0075":"\u00e9","event":"rated"}`;
    const lines = [`${JSON.stringify(exposed(110, "é"))}`, escaped].join("\n");
    expect(summary(await collect({ "a.jsonl": lines }, query()))).toEqual([1, 1, 1, 0]);
    expect(await ofRows([exposed(110, 7), did(120, "7")])).toEqual([1, 1, 1, 0]);
    const large = '{"t":110,"u":12345678901234567891,"flag":"ranker","v":"new"}\n';
    expect(summary(await collect({ "a.jsonl": large + large.replace("891", "892") }, query()))).toEqual([2, 0, 0, 0]);
  });

  test("a value that is no finite number is invalid, and adds nothing", async () => {
    const values = ["4", null, true, [4], { four: 4 }, "NaN", ""];
    const rows = values.map((stars) => did(120, "a", stars));
    expect(await ofRows([exposed(110, "a"), ...rows], { metrics: [STARS] })).toEqual([1, 7, 0, 7]);
    const lines = ['{"t":120,"u":"a","event":"rated","stars":1e999}', '{"t":120,"u":"a","event":"rated"}'];
    const contents = { "a.jsonl": [JSON.stringify(exposed(110, "a")), ...lines].join("\n") };
    expect(summary(await collect(contents, query({ metrics: [STARS] })))).toEqual([1, 2, 0, 2]);
  });

  test("times next to 2^53 are told apart", async () => {
    const last = Number.MAX_SAFE_INTEGER;
    const times = {
      ...query().times,
      from: last - 10,
      preFrom: last - 10,
      preUntil: last - 10,
      until: last - 1,
      now: last,
      skew: 0,
    };
    const rows = [
      exposed(last - 5, "a"),
      did(last - 6, "a"),
      did(last - 5, "a"),
      did(last - 2, "a"),
      did(last - 1, "a"),
    ];
    expect(await ofRows(rows, { times })).toEqual([1, 2, 2, 0]);
  });
});

describe("rows that cannot be taken", () => {
  const first = `${JSON.stringify(exposed(110, "a"))}\n`;
  test.each([
    ["no JSON", "{", "line 2: not JSON"],
    ["a list", "[]", "line 2: a list was given"],
    ["no time", '{"u":"a","event":"x"}', 'line 2: "t" is missing'],
    ["a time that is null", '{"t":null,"u":"a","event":"x"}', 'line 2: "t" is missing'],
    ["a time that is none", '{"t":"yesterday","u":"a","event":"x"}', 'line 2: "t" is a text, and no time'],
    ["nanoseconds", '{"t":1793577600000000000,"u":"a","event":"x"}', 'line 2: "t" is a number, and no time'],
    ["no unit", '{"t":1,"event":"x"}', 'line 2: "u" is missing'],
    ["an empty unit", '{"t":1,"u":"","event":"x"}', 'line 2: "u" is missing'],
    ["a unit that is a list", '{"t":1,"u":["a"],"event":"x"}', 'line 2: "u" is a list'],
    ["a column twice", '{"t":1,"t":2,"u":"a","event":"x"}', 'line 2: "t" is there twice'],
    ["values that nest deep", `{"x":${"[".repeat(40)}${"]".repeat(40)}}`, "line 2: values nest too deep"],
    ["bytes that are no text", Buffer.from([0xff]), "line 2: not UTF-8"],
  ])("%s", async (_, line, message) => {
    const content = Buffer.concat([Buffer.from(first), Buffer.from(line)]);
    expect(await problem({ "a.jsonl": content }, query())).toContain(`a.jsonl, ${message}`);
  });

  test("rows that are neither exposures of the flag nor outcomes that are asked for need nothing", async () => {
    const rows = [{}, { flag: "other" }, { event: "viewed", t: "yesterday" }, { event: null }];
    expect(await ofRows([exposed(110, "a"), ...rows], { metrics: [STARS] })).toEqual([1, 0, 0, 0]);
  });

  test("a CSV file lacks no column of the rows that it has, and may lack all of the others", async () => {
    const exposures = csv([exposed(110, "a")], ["t", "u", "flag", "v"]);
    const outcomes = csv([did(120, "a", 2)], ["t", "u", "event", "stars"]);
    const metrics = [STARS];
    expect(summary(await collect({ "a.csv": exposures, "b.csv": outcomes }, query({ metrics })))).toEqual([1, 1, 2, 0]);
    const without = csv([did(120, "a")], ["t", "u", "event"]);
    expect(await problem({ "b.csv": without }, query({ metrics }))).toContain('the column "stars" is missing');
    expect(await problem({ "c.csv": "x\n1\n" }, query())).toContain('the column "flag" is missing');
  });
});

test("a unit's groups are those of its earliest exposure, whatever comes first in the file; of equal times the first text", async () => {
  const metrics = ["de", "fr"].map((value) => ({ ...DOINGS, name: value, groups: [{ column: "country", value }] }));
  const at = (t: number, u: string, country: string | null) => ({ ...exposed(t, u), country });
  const rows = [at(120, "a", "de"), at(110, "a", "fr"), at(110, "b", null), at(110, "b", "fr"), at(110, "b", "us")];
  const { cells } = await collect(
    { "a.jsonl": jsonLines([...rows, at(110, "c", "fr"), at(110, "c", "de")]) },
    query({ metrics }),
  );
  const ofGroups = cells.filter(({ group, arm }) => group !== null && arm === "candidate");
  expect(ofGroups.map(({ group, sums }) => [group?.value, sums.units])).toEqual([
    ["de", 1],
    ["fr", 2],
  ]);
});

test("where no flag is asked for, rows of a file of both are exposures by their variant", async () => {
  const { exposures } = query();
  const columns = { ...exposures.columns, flag: null };
  const changes = { exposures: { ...exposures, columns } };
  expect(await ofRows([exposed(110, "a"), did(120, "a")], changes)).toEqual([1, 1, 1, 0]);
  const nobody = await collect({ "exposures.jsonl": jsonLines([{ t: 110, u: "a" }]) }, query(changes));
  expect(nobody.quality).toMatchObject({ events: 1, unknownVariant: 1 });
});

test("without any files there is nothing", async () => {
  const { units, newest, newestOutcome, cells } = await collect({}, query());
  expect([units, newest, newestOutcome, cells.length]).toEqual([{ candidate: 0, baseline: 0 }, null, null, 2]);
});
