import { plainText } from "@airworthy/report";
import { expect, test } from "vitest";
import type { Kept } from "../change.ts";
import { missingRecords, recordsFold } from "./told-records.ts";

const KEPT: readonly Kept[] = [
  { record: "audit log", state: "there", where: null, problem: null },
  { record: "deployment", state: "written", where: "https://github.com/o/r/deployments/a", problem: null },
  { record: "registry tag", state: "failed", where: null, problem: "the registry is away" },
  { record: "alias of MLflow", state: "failed", where: null, problem: "no such host" },
];

test("every record is told, and each that is missing beside it with its own reason", () => {
  const [fold] = recordsFold(KEPT);
  expect(fold?.summary).toBe("Records: 2 of 4 written");
  const [list] = fold?.blocks ?? [];
  expect(list?.kind === "list" && list.items.map(plainText)).toEqual([
    "audit log: was there",
    "deployment: written, https://github.com/o/r/deployments/a",
    "registry tag: not written",
    "alias of MLflow: not written",
  ]);
  expect(missingRecords(KEPT).map(plainText)).toEqual([
    "registry tag, not written: the registry is away",
    "alias of MLflow, not written: no such host",
  ]);
  expect(recordsFold([])).toEqual([]);
});
