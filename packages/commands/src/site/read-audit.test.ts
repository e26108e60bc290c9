import { mkdtemp, mkdtempDisposable, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { appendEntry, formatRollouts, sideOf } from "@airworthy/rollout";
import { expect, test } from "vitest";
import { exampleDraft, exampleLog } from "../../../rollout/src/audit-log/example-log.ts";
import { readAudit } from "./read-audit.ts";

/** A log whose third entry is of an earlier day, and rollouts.json that ends it with the line `head`. */
async function auditOf(head?: string) {
  const log = exampleLog(2, ["ranker"]);
  const moment = log.moments.get("ranker") ?? expect.fail();
  const side = sideOf(moment);
  const late = { ...exampleDraft("ranker", 3, { before: side, after: side }), on: "2026-01-01T00:00:00Z" };
  const { text, ...end } = await appendEntry(log.text, log, late, { signer: null, evenBroken: false });
  const rollouts = new Map([["ranker", moment.state ?? expect.fail()]]);
  const ends = { length: end.length, head: head ?? end.head };
  const path = await mkdtemp(join(tmpdir(), "airworthy-read-audit-"));
  try {
    await writeFile(join(path, "audit.jsonl"), text);
    await writeFile(join(path, "rollouts.json"), formatRollouts({ rollouts, denied: [], log: ends }));
    await writeFile(join(path, "flags.json"), JSON.stringify({ flags: { "ranker-flag": moment.flag } }));
    return await readAudit(".", path);
  } finally {
    await rm(path, { recursive: true, force: true });
  }
}

test("of a log that holds with care all moves are shown, and what to take care of", async () => {
  const { verdict, findings, moves } = await auditOf();
  expect(verdict).toBe("warn");
  expect(findings).toEqual([expect.stringContaining("a clock was wrong")]);
  expect(moves.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
});

test("of one that does not hold no move is shown, and what is worst comes first", async () => {
  const { verdict, findings, moves } = await auditOf("f".repeat(64));
  expect({ verdict, moves }).toEqual({ verdict: "fail", moves: [] });
  expect(findings).toEqual([expect.stringContaining("it was edited"), expect.stringContaining("a clock was wrong")]);
});

test("changes of stages are told from moves of rollouts, each with its own", async () => {
  const { text, length, head, moments, denied } = exampleLog(10, ["ranker", "ranker#production"]);
  const { state, flag } = moments.get("ranker") ?? expect.fail();
  const rollouts = new Map([["ranker", state ?? expect.fail()]]);
  await using folder = await mkdtempDisposable(join(tmpdir(), "airworthy-read-audit-"));
  await writeFile(join(folder.path, "audit.jsonl"), text);
  await writeFile(join(folder.path, "rollouts.json"), formatRollouts({ rollouts, denied, log: { length, head } }));
  await writeFile(join(folder.path, "flags.json"), JSON.stringify({ flags: { "ranker-flag": flag } }));
  const { verdict, moves, promotions } = await readAudit(".", folder.path);
  expect(verdict).toBe("pass");
  expect(moves.map(({ sequence }) => sequence)).toEqual([1, 3, 5, 7, 9]);
  expect(promotions.map(({ sequence }) => sequence)).toEqual([2, 4, 6, 8, 10]);
  expect(promotions[3]).toMatchObject({
    model: "ranker",
    stage: "production",
    move: "rollback",
    denied: promotions[2]?.candidate,
    tags: ["ranker@v4.0.0", "ranker#production#4"],
  });
});
