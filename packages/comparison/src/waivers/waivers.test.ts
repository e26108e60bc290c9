import { UserError } from "@airworthy/evidence";
import { expect, test } from "vitest";
import { applyWaivers, type Waivable } from "./apply-waivers.ts";
import { parseWaivers } from "./waiver-file.ts";

const FILE = `waivers:
  - metric: macro-f1
    slice: { source: yelp, language: de }
    ceiling: 0.02
    reason: The German sample is being relabelled.
    owner: "@ann"
    expires: 2027-01-31
`;

const finding = (given: Partial<Waivable> = {}): Waivable => ({
  metric: "macro-f1",
  slice: [
    { column: "language", value: "de" },
    { column: "source", value: "yelp" },
  ],
  verdict: "fail",
  severity: 0.02,
  ...given,
});

const apply = (findings: Waivable[], today = "2027-01-31") =>
  applyWaivers(findings, parseWaivers(FILE, "waivers.yml"), today);

test("a waiver covers its metric on its slice, whatever the order of columns, up to its ceiling and through its last day", () => {
  const { covered, idle } = apply([finding({ slice: null }), finding()]);
  expect([...covered.keys()]).toEqual([1]);
  expect(idle).toEqual([]);
});

test("a waiver that covers nothing says why", () => {
  const reasonOf = (findings: Waivable[], today?: string) => {
    const { covered, idle } = apply(findings, today);
    expect(covered.size).toBe(0);
    return idle.map(({ reason }) => reason);
  };
  expect(reasonOf([finding()], "2027-02-01")).toEqual(["expired"]);
  expect(reasonOf([finding({ severity: 0.0201 })])).toEqual(["exceeded"]);
  expect(reasonOf([finding({ severity: Number.NaN })])).toEqual(["exceeded"]);
  for (const verdict of ["pass", "inconclusive", "error"]) expect(reasonOf([finding({ verdict })])).toEqual(["unused"]);
  expect(reasonOf([], "2027-02-01")).toEqual(["expired"]);
  expect(reasonOf([finding({ metric: "accuracy" })])).toEqual(["unused"]);
  expect(reasonOf([finding({ slice: [{ column: "source", value: "yelp" }] })])).toEqual(["unused"]);
});

test("a column may have any name: one that is an object's own does not drop out and make the waiver one of more rows", () => {
  const sliced = (slice: string) =>
    parseWaivers(FILE.replace("{ source: yelp, language: de }", slice), "w.yml")[0]?.slice;
  expect(sliced("{ constructor: a }")).toEqual([{ column: "constructor", value: "a" }]);
  expect(sliced("{ __proto__: a, source: yelp }")).toEqual([
    { column: "__proto__", value: "a" },
    { column: "source", value: "yelp" },
  ]);
  for (const slice of ["{}", "[]", "yelp", "", "{ source: 1 }"]) expect(() => sliced(slice), slice).toThrow(UserError);
});

test("half a surrogate pair in a name breaks nothing", () => {
  const [waiver] = parseWaivers(FILE.replace("yelp", '"\\ud800"'), "w.yml");
  expect(waiver?.slice?.[0]).toEqual({ column: "source", value: "\ud800" });
});

test("what is wrong with the file is named with its line", () => {
  const cases: [string, RegExp][] = [
    [
      FILE.replace("ceiling: 0.02", "ceiling: -1"),
      /waivers\.yml is not valid:\n {2}line 4, .*ceiling: -1 was given; it must be at least 0/,
    ],
    [FILE.replace("ceiling: 0.02\n", "\n"), /ceiling: missing/],
    [FILE.replace("2027-01-31", "2027-02-30"), /must be a day that there is/],
    [FILE.replace("2027-01-31", "soon"), /must be a date/],
    [FILE.replace("owner:", "ownr:"), /ownr: unknown field; did you mean owner\?/],
    [FILE.replace("ceiling: 0.02", "ceiling: .nan"), /ceiling/],
    [`${FILE}${FILE.replace("waivers:\n", "")}`, /line 8: macro-f1\?language=de&source=yelp is waived twice/],
    ["[]", /waivers/],
  ];
  for (const [text, message] of cases) {
    expect(() => parseWaivers(text, "waivers.yml"), text).toThrow(message);
    expect(() => parseWaivers(text, "waivers.yml")).toThrow(UserError);
  }
});
