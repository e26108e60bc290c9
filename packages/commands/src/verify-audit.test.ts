import { generateKeyPairSync } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type BundleSigner, createStatement, formatStatement } from "@airworthy/evidence";
import {
  appendEntry,
  createRollout,
  decideMove,
  denialsDigest,
  formatRollouts,
  idleRollout,
  type RolloutState,
  sideOf,
} from "@airworthy/rollout";
import { keySigner } from "@airworthy/signing";
import { describe, expect, test } from "vitest";
import { createGitFolder } from "../../../test/harness/git-repository.ts";
import { silentPorts } from "../../../test/harness/silent-ports.ts";
import { PLAN, REQUESTS, START, situation } from "../../rollout/fixtures/example.ts";
import { type ExampleLog, exampleDraft, exampleLog } from "../../rollout/src/audit-log/example-log.ts";
import { exampleStageDraft } from "../../rollout/src/audit-log/example-stage.ts";
import { verifyAudit } from "./verify-audit.ts";

const FOLDER = ".airworthy/flags";
const LOG = join(FOLDER, "audit.jsonl");
const EMPTY_DENIALS = denialsDigest([]);

type Inputs = Parameters<typeof verifyAudit.run>[0];

function verify(cwd: string, changes: Partial<Inputs> = {}) {
  const inputs: Inputs = {
    folder: FOLDER,
    evidence: undefined,
    ref: undefined,
    against: undefined,
    key: undefined,
    certificates: undefined,
    identity: undefined,
    "identity-issuer": undefined,
    "trusted-root": undefined,
    "require-signature": false,
    csv: undefined,
    ...changes,
  };
  const env = { PATH: process.env["PATH"], HOME: cwd };
  return verifyAudit.run(inputs, silentPorts(cwd, { env, now: () => new Date("2026-03-02T00:00:00Z") }));
}

/** The files that moves write, as they are after the log's last entry. */
function filesOf({ text, length, head, moments, denied }: ExampleLog): Readonly<Record<string, string>> {
  const states = [...moments].flatMap(([name, { state }]): [string, RolloutState][] =>
    state === null ? [] : [[name, state]],
  );
  const flags = Object.fromEntries([...moments].map(([name, { flag }]) => [`${name}-flag`, flag]));
  return {
    [LOG]: text,
    [join(FOLDER, "rollouts.json")]: formatRollouts({ rollouts: new Map(states), denied, log: { length, head } }),
    [join(FOLDER, "flags.json")]: JSON.stringify({ flags: { ...flags, "dark-mode": { state: "ENABLED" } } }, null, 1),
  };
}

async function workspace(files: Readonly<Record<string, string>>) {
  const path = await mkdtemp(join(tmpdir(), "airworthy-audit-"));
  await mkdir(join(path, FOLDER), { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(path, name), text);
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

test("a log that holds passes, with its length and head, and says that nothing from outside was given", async () => {
  const log = exampleLog(12);
  await using space = await workspace(filesOf(log));
  const outcome = await verify(space.path);
  expect(outcome).toMatchObject({ verdict: "pass", reasonCode: "verified", annotations: [] });
  expect(outcome.headline).toBe("The audit log holds: 12 entries.");
  expect(outcome.outputs).toEqual({ length: "12", head: log.head, csv: "" });
  expect(JSON.stringify(outcome.summary)).toContain("Nothing was given from outside of the folder");
});

test("promotions stand in the same log: it holds, is exported whole, and tells an edit of one", async () => {
  const log = exampleLog(12, ["ranker", "ranker#production", "sentiment#staging"]);
  await using space = await workspace(filesOf(log));
  expect(await verify(space.path, { csv: "audit.csv" })).toMatchObject({ verdict: "pass", outputs: { length: "12" } });
  expect((await readFile(join(space.path, "audit.csv"), "utf8")).match(/,sentiment,staging,/g)).toHaveLength(4);
  await writeFile(join(space.path, LOG), log.text.replace("@bob", "@eve"));
  expect((await verify(space.path)).annotations[0]).toMatchObject({ level: "error", line: 3 });
});

test("a stage that was changed without an entry is told with care", async () => {
  const log = exampleLog(3, ["ranker#production"]);
  const draft = exampleStageDraft({
    ...{ model: "ranker", stage: "production", number: 6, on: "2026-03-01T12:00:00Z" },
    denials: [EMPTY_DENIALS, EMPTY_DENIALS],
  });
  const appended = await appendEntry(log.text, log, draft, { signer: null, evenBroken: false });
  await using space = await workspace(filesOf({ ...log, ...appended }));
  const outcome = await verify(space.path);
  expect(outcome).toMatchObject({ verdict: "warn", reasonCode: "unlogged-stage" });
  expect(outcome.headline).toContain("line 4 found another package in production of ranker than line 3 left");
});

test("an edit fails at its line, in an annotation, and no table is made of it", async () => {
  const log = exampleLog(12);
  await using space = await workspace({ ...filesOf(log), [LOG]: log.text.replace("@ann", "@bob") });
  const outcome = await verify(space.path, { csv: "audit.csv" });
  expect(outcome).toMatchObject({ verdict: "fail", reasonCode: "broken-chain", outputs: { csv: "" } });
  expect(outcome.headline).toContain("The audit log of 12 entries does not hold: line 2 does not follow");
  expect(outcome.annotations[0]).toMatchObject({ level: "error", file: LOG, line: 2 });
  await expect(readFile(join(space.path, "audit.csv"))).rejects.toThrow();
});

test("the table has every entry", async () => {
  await using space = await workspace(filesOf(exampleLog(12)));
  const { outputs } = await verify(space.path, { csv: "out/audit.csv" });
  expect(outputs.csv).toBe("out/audit.csv");
  const text = await readFile(join(space.path, "out/audit.csv"), "utf8");
  expect(text.match(/\r\n/g)).toHaveLength(13);
});

test("a folder without a log is undecided, one whose log is gone fails", async () => {
  await using space = await workspace({});
  expect(await verify(space.path)).toMatchObject({ verdict: "inconclusive", reasonCode: "no-log" });
  expect(await verify(space.path, { folder: "nowhere" })).toMatchObject({ verdict: "inconclusive" });
  const { [LOG]: _, ...files } = filesOf(exampleLog(3));
  await using gone = await workspace(files);
  expect(await verify(gone.path)).toMatchObject({ verdict: "fail", reasonCode: "truncated" });
});

test("a flag that was edited by hand fails", async () => {
  const files = filesOf(exampleLog(12));
  const flags = join(FOLDER, "flags.json");
  const edited = (files[flags] ?? "").replace('"weight": 6', '"weight": 7');
  expect(edited).not.toBe(files[flags]);
  await using space = await workspace({ ...files, [flags]: edited });
  expect(await verify(space.path)).toMatchObject({ verdict: "fail", reasonCode: "flag-edited" });
});

test("a copy of the log tells what was cut off", async () => {
  await using space = await workspace({ ...filesOf(exampleLog(8)), "backup.jsonl": exampleLog(9).text });
  expect(await verify(space.path, { against: "backup.jsonl" })).toMatchObject({ reasonCode: "behind-copy" });
});

describe("evidence of an earlier move", () => {
  const asked = situation(idleRollout(PLAN), REQUESTS.start, START);
  const seen = ({ length, head }: ExampleLog) => {
    const times = { startedOn: START, finishedOn: START };
    const run = { inputs: [], tool: { name: "airworthy", version: "0.1.0" }, ...times, log: { length, head } };
    return { "rollout.json": formatStatement(createRollout(asked, decideMove(asked), run)) };
  };

  test("agrees with a log that grew since", async () => {
    await using space = await workspace({ ...filesOf(exampleLog(8)), ...seen(exampleLog(5)) });
    const outcome = await verify(space.path, { evidence: ["rollout*.json"] });
    expect(outcome.verdict).toBe("pass");
    expect(JSON.stringify(outcome.summary)).toContain("Held against rollouts.json, flags.json, 1 evidence file.");
  });

  test("tells of entries that were cut off, or rewritten, together with rollouts.json", async () => {
    await using cut = await workspace({ ...filesOf(exampleLog(4)), ...seen(exampleLog(5)) });
    const inputs = { evidence: ["rollout.json"] };
    expect(await verify(cut.path, inputs)).toMatchObject({ verdict: "fail", reasonCode: "truncated" });
    await using other = await workspace({ ...filesOf(exampleLog(8, ["other"])), ...seen(exampleLog(5)) });
    expect(await verify(other.path, inputs)).toMatchObject({ verdict: "fail", reasonCode: "anchor-differs" });
  });
});

test("an empty copy is refused, not taken for what the log was earlier", async () => {
  await using space = await workspace({ ...filesOf(exampleLog(8)), "backup.jsonl": "" });
  await expect(verify(space.path, { against: "backup.jsonl" })).rejects.toThrow('"backup.jsonl" is empty');
});

test("evidence that says nothing of a log is refused, not taken for an anchor", async () => {
  const statement = createStatement({ name: "m", digest: { sha256: "a".repeat(64) } }, "https://example.org/x", {});
  await using space = await workspace({ ...filesOf(exampleLog(8)), "other.json": formatStatement(statement) });
  await expect(verify(space.path, { evidence: ["other.json"] })).rejects.toThrow(
    "none of the 1 files says how the log was",
  );
});

describe("the history of a ref", () => {
  test("in which each version has what the one before it had passes", async () => {
    await using at = await createGitFolder();
    for (const moves of [1, 2, 5]) await at.commit(filesOf(exampleLog(moves)), moves);
    const outcome = await verify(at.path, { ref: "main" });
    expect(outcome.verdict).toBe("pass");
    expect(JSON.stringify(outcome.summary)).toContain("3 versions of main");
  });

  test("tells of a log that was rewritten together with rollouts.json, and of entries that are gone", async () => {
    await using at = await createGitFolder();
    await at.commit(filesOf(exampleLog(5)), 1);
    const sha = await at.commit(filesOf(exampleLog(3)), 2);
    expect(await verify(at.path)).toMatchObject({ verdict: "pass" });
    const outcome = await verify(at.path, { ref: "main" });
    expect(outcome).toMatchObject({ verdict: "fail", reasonCode: "history-rewritten" });
    expect(outcome.headline).toContain(`line 4 is another one in commit ${sha.slice(0, 10)}`);
    await at.commit({ ...filesOf(exampleLog(3, ["other"])) }, 3);
    expect((await verify(at.path, { ref: "main" })).headline).toContain("(1 more)");
  });

  test("and the working folder, where that is not what was committed", async () => {
    await using at = await createGitFolder();
    await at.commit(filesOf(exampleLog(5)), 1);
    for (const [name, text] of Object.entries(filesOf(exampleLog(4)))) await writeFile(join(at.path, name), text);
    expect((await verify(at.path, { ref: "main" })).headline).toContain("in the working folder");
  });

  test("that a shallow clone does not have is undecided", async () => {
    await using at = await createGitFolder();
    for (const moves of [1, 2]) await at.commit(filesOf(exampleLog(moves)), moves);
    at.git("clone", "--quiet", "--depth=1", pathToFileURL(at.path).href, "clone");
    const outcome = await verify(join(at.path, "clone"), { ref: "main" });
    expect(outcome).toMatchObject({ verdict: "inconclusive", reasonCode: "shallow-clone" });
    expect(outcome.headline).toMatch(/fetch-depth: 0.*[^.]\.$/);
  });

  test("that has no version of the log holds nothing against it: undecided", async () => {
    await using at = await createGitFolder();
    await at.commit({ "README.md": "none" }, 1);
    await mkdir(join(at.path, FOLDER), { recursive: true });
    for (const [name, text] of Object.entries(filesOf(exampleLog(4)))) await writeFile(join(at.path, name), text);
    const outcome = await verify(at.path, { ref: "main" });
    expect(outcome).toMatchObject({ verdict: "inconclusive", reasonCode: "no-versions" });
    expect(outcome.headline).toContain(`no commit of main has ${LOG}`);
  });

  test("a ref that is not there is bad input", async () => {
    await using at = await createGitFolder();
    await at.commit(filesOf(exampleLog(1)), 1);
    await expect(verify(at.path, { ref: "elsewhere" })).rejects.toThrow('"elsewhere" is no commit');
  });
});

describe("signatures by a key", () => {
  const pair = () => {
    const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const pem = { format: "pem" } as const;
    return {
      signer: keySigner(privateKey.export({ ...pem, type: "pkcs8" }).toString()),
      key: publicKey.export({ ...pem, type: "spki" }).toString(),
    };
  };
  const [ours, theirs] = [pair(), pair()];

  /** A log of one entry more than the example, signed or not, and the public keys. */
  async function signed(signer: BundleSigner | null) {
    const log = exampleLog(2, ["ranker"]);
    const [moment] = [...log.moments.values()];
    const side = sideOf(moment ?? expect.fail());
    const draft = exampleDraft("ranker", 3, { before: side, after: side });
    const appended = await appendEntry(log.text, log, draft, { signer, evenBroken: false });
    const files = filesOf({ ...log, ...appended });
    return await workspace({ ...files, "ours.pem": ours.key, "theirs.pem": theirs.key });
  }

  test("hold with the key, and are a stranger's with another one", async () => {
    await using space = await signed(ours.signer);
    expect(await verify(space.path, { key: "ours.pem" })).toMatchObject({ verdict: "pass" });
    expect(await verify(space.path)).toMatchObject({ verdict: "warn", reasonCode: "signatures-not-verified" });
    const stranger = await verify(space.path, { key: "theirs.pem" });
    expect(stranger).toMatchObject({ verdict: "inconclusive", reasonCode: "no-signature" });
    expect(stranger.annotations.at(-1)).toMatchObject({ line: 3, message: expect.stringContaining("somebody else") });
  });

  test("cannot all be taken off: of a log written anew without any nothing can be told", async () => {
    await using space = await signed(null);
    expect(await verify(space.path, { key: "ours.pem" })).toMatchObject({
      verdict: "inconclusive",
      reasonCode: "no-signature",
    });
  });

  test("must be there for every entry where they are required", async () => {
    await using space = await signed(ours.signer);
    const outcome = await verify(space.path, { key: "ours.pem", "require-signature": true });
    expect(outcome).toMatchObject({ verdict: "fail", reasonCode: "unsigned" });
    expect(outcome.annotations.map(({ line }) => line)).toEqual([1, 2]);
    await expect(verify(space.path, { "require-signature": true })).rejects.toThrow("nobody was named");
  });

  test("fail where the entry is not the one that was signed", async () => {
    await using space = await signed(ours.signer);
    const [text, rollouts] = [join(space.path, LOG), join(space.path, FOLDER, "rollouts.json")];
    const lines = (await readFile(text, "utf8")).split("\n");
    const last = (lines[2] ?? "").replace('"@ann"', '"@eve"');
    await writeFile(text, `${lines.slice(0, 2).join("\n")}\n${last}\n`);
    const { head } = (await verify(space.path)).outputs;
    await writeFile(rollouts, (await readFile(rollouts, "utf8")).replace(/"head": "\w+"/, `"head": "${head}"`));
    expect(await verify(space.path)).toMatchObject({ verdict: "warn" });
    const outcome = await verify(space.path, { key: "ours.pem" });
    expect(outcome).toMatchObject({ verdict: "fail", reasonCode: "signature-of-another" });
  });
});
