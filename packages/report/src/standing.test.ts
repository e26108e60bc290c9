import { CHANGES, VERDICTS } from "@airworthy/evidence";
import { expect, test } from "vitest";
import { row } from "../test/sections.ts";
import { byUrgency, isInforming, isStable, STANDING_ORDER, standingOf } from "./standing.ts";

test("a row stands at least as badly as its verdict, whatever its change", () => {
  for (const change of CHANGES) {
    for (const verdict of VERDICTS) {
      const standing = standingOf(row("x", { change, verdict }));
      expect(VERDICTS.indexOf(standing.verdict), `${change} ${verdict}`).toBeGreaterThanOrEqual(
        VERDICTS.indexOf(verdict),
      );
    }
  }
});

test("a row that is settled, by a waiver or since it only informs, stands exactly where its verdict says", () => {
  for (const change of CHANGES) {
    for (const verdict of VERDICTS) {
      const settled = row("x", { change, verdict, isSettled: true });
      expect(standingOf(settled).verdict, `${change} ${verdict}`).toBe(verdict);
      expect(isInforming(settled)).toBe(verdict === "pass" && change !== "stable");
    }
  }
});

test("only what is stable and passed counts as stable", () => {
  for (const change of CHANGES) {
    for (const verdict of VERDICTS) {
      expect(isStable(row("x", { change, verdict }))).toBe(change === "stable" && verdict === "pass");
    }
  }
});

test("rows are ordered by urgency, then severity, then as they came; no severity counts as the largest", () => {
  const rows = [
    row("stable"),
    row("small", { change: "regression", verdict: "fail", severity: 1 }),
    row("nan", { change: "regression", verdict: "fail", severity: Number.NaN }),
    row("large", { change: "regression", verdict: "fail", severity: 9 }),
    row("also small", { change: "regression", verdict: "fail", severity: 1 }),
    row("broken", { change: "error", verdict: "error" }),
    row("watch", { change: "possible-regression", verdict: "warn", severity: 100 }),
  ];
  expect(byUrgency(rows).map(({ what }) => what)).toEqual([
    "broken",
    "nan",
    "large",
    "small",
    "also small",
    "watch",
    "stable",
  ]);
});

test("counts read as English", () => {
  const [error, regression] = STANDING_ORDER;
  expect(regression?.count(1)).toBe("1 regression");
  expect(regression?.count(2_000)).toBe("2,000 regressions");
  expect(error?.count(3)).toBe("3 could not be evaluated");
});
