import { execFile } from "node:child_process";
import { access, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { memorySource } from "@airworthy/model-files";
import { scanFiles } from "@airworthy/safety-scan";
import * as v from "valibot";
import { afterAll, beforeAll, expect, test } from "vitest";
import { conforms } from "../harness/conforms.ts";
import { pythonVersion } from "../harness/peer-versions.ts";
import { pythonWith } from "./python-environment.ts";

const run = promisify(execFile);
const SCRIPTS = join(import.meta.dirname, "safety-scan");
const WRITERS = ["numpy==2.4.6", "joblib==1.6.0", "cloudpickle==3.1.2", "dill==0.4.1", "lz4==4.4.5"];
// fickling imports typing_extensions without saying so.
const PEERS = ["typing_extensions==4.15.0", "picklescan==1.0.5", "fickling==0.1.12", "modelscan==0.8.8"];
const answersSchema = v.record(v.string(), v.array(v.string()));

let folder: string;
let names: readonly string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "airworthy-scan-"));
  await run(await pythonWith(WRITERS), [join(SCRIPTS, "make_corpus.py"), folder]);
  names = (await readdir(folder)).sort();
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Notes the files that Python's libraries wrote and that were scanned. */
async function scanned(claim: string, verdicts: ReadonlyMap<string, string>): Promise<void> {
  const python = await pythonWith(WRITERS);
  const names = ["numpy", "joblib", "cloudpickle", "dill"];
  const versions = await Promise.all(names.map((name) => pythonVersion(python, name)));
  conforms({
    area: "Packages and signatures",
    claim,
    peer: `files of pickle, ${names.join(", ")}`,
    version: versions.join(", "),
    cases: verdicts.size,
  });
}

async function verdictOf(name: string): Promise<string> {
  const file = { path: name, source: memorySource(await readFile(join(folder, name))) };
  return (await scanFiles([file], { allowGlobals: [], acceptUnscanned: [] })).verdict;
}

async function verdictsOf(prefix: string): Promise<Map<string, string>> {
  const chosen = names.filter((name) => name.startsWith(prefix));
  return new Map(await Promise.all(chosen.map(async (name) => [name, await verdictOf(name)] as const)));
}

const other = (verdicts: ReadonlyMap<string, string>, expected: readonly string[]) =>
  [...verdicts].filter(([, verdict]) => !expected.includes(verdict));

test("whatever Python's libraries write without code is clean; arrays of objects are a warning", async () => {
  const verdicts = await verdictsOf("benign");
  expect(verdicts.size).toBeGreaterThan(45);
  expect(other(verdicts, ["pass"])).toEqual([["benign-objects.npy", "warn"]]);
  await scanned("what is written without code is clean, but for a warning at objects in arrays", verdicts);
});

test("every payload is found, in each protocol and disguise", async () => {
  const verdicts = await verdictsOf("malicious");
  expect(verdicts.size).toBeGreaterThan(55);
  expect(other(verdicts, ["fail"])).toEqual([]);
  await scanned("payloads in each protocol and disguise are found", verdicts);
});

test("what is compressed beyond reach is not clean", async () => {
  const verdicts = await verdictsOf("unread");
  expect(verdicts.size).toBe(4);
  expect(other(verdicts, ["inconclusive"])).toEqual([]);
});

test("scanning executed none of it", async () => {
  await expect(access(join(folder, "executed"))).rejects.toThrow("ENOENT");
});

test("other scanners, asked about the same files, find no payload that is missed here", async () => {
  const python = await pythonWith([...WRITERS, ...PEERS]);
  const { stdout } = await run(python, [join(SCRIPTS, "ask_peers.py"), folder]);
  const answers = v.parse(answersSchema, JSON.parse(stdout));
  const files = Object.entries(answers).filter(([name]) => names.includes(name));
  const malicious = files.filter(([name]) => !name.startsWith("benign"));
  const benign = files.filter(([name]) => name.startsWith("benign"));
  expect(malicious.length).toBeGreaterThan(55);
  for (const [name, peers] of malicious) if (peers.length > 0) expect(await verdictOf(name), name).not.toBe("pass");
  for (const peer of ["picklescan", "fickling", "modelscan"]) {
    const found = (among: typeof files) => among.filter(([, peers]) => peers.includes(peer)).length;
    conforms({
      area: "Packages and signatures",
      claim: "payloads that it finds are found",
      peer,
      version: await pythonVersion(python, peer),
      cases: malicious.length,
      differing: malicious.length - found(malicious),
      note: `payloads that it misses; it flags ${found(benign)} of ${benign.length} files without one`,
    });
  }
});
