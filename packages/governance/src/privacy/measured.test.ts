import { formatStatement } from "@airworthy/evidence";
import { expect, test } from "vitest";
import { parseAudit } from "../audit/predicate.ts";
import { stateAudit } from "../audit/state-audit.ts";
import { measureExposure } from "./canaries/measure-exposure.ts";
import { exampleTable } from "./example-table.ts";
import { parseLedger } from "./ledger/ledger.ts";
import { measureLedger } from "./ledger/measure-ledger.ts";
import type { Measured } from "./measured.ts";
import { measureMembership } from "./membership/measure-membership.ts";
import { readLosses } from "./membership/read-scores.ts";
import { measureRelease } from "./release/measure-release.ts";

const OPTIONS = {
  level: 0.95,
  gateOf: () => ({ limits: [{ rule: "max" as const, limit: 0.1 }], minimum: 30, critical: true }),
};
const MEMBERSHIP = {
  ...OPTIONS,
  attack: "loss threshold",
  pairing: "paired" as const,
  falsePositiveRates: [0.01, 0],
  memberShare: 0.5,
};
const LOSSES = readLosses(exampleTable({ member: ["1", "0", "1", "0"], loss: [0.1, 0.2, 0.3, 0.4] }));
const PERPLEXITIES = {
  name: "p",
  references: Float64Array.of(1, 2, 3),
  canaries: new Map([[1, Float64Array.of(0, 9)]]),
};
const LEDGER = parseLedger("delta: 0.001\nentries: []", "l");
const TABLE = exampleTable({ zip: ["A", "B"], disease: ["flu", "flu"] });
const COLUMNS = { quasiIdentifiers: ["zip"], sensitive: ["disease"] };

test.each<[string, () => Measured]>([
  ["membership", () => measureMembership(LOSSES, LOSSES, MEMBERSHIP)],
  ["canary exposure", () => measureExposure(PERPLEXITIES, PERPLEXITIES, OPTIONS)],
  ["a ledger", () => measureLedger(LEDGER, LEDGER, OPTIONS)],
  ["a release", () => measureRelease(TABLE, TABLE, { ...OPTIONS, ...COLUMNS })],
])("%s of next to nothing is evidence that can be stated and read again, and never passes", (_, measure) => {
  const { measures, tables } = measure();
  const statement = stateAudit({
    class: "privacy",
    candidate: { name: "new", version: "2", sha256: "a".repeat(64), digestOf: "package" },
    baseline: { name: "old", version: "1", sha256: "b".repeat(64), digestOf: "package" },
    measures,
    tables: [...tables],
    level: 0.95,
    owner: null,
    alert: null,
    facts: [],
    command: "npx airworthy audit-model",
    inputs: [],
    tool: { name: "airworthy", version: "0.1.0" },
    seed: 0,
    startedOn: "2026-01-01T00:00:00Z",
    finishedOn: "2026-01-01T00:00:01Z",
  });
  const read = parseAudit(JSON.parse(formatStatement(statement)));
  expect(read).toEqual(statement.predicate);
  expect(read.verdict).toBe("inconclusive");
});
