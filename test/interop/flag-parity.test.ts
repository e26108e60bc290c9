import { join } from "node:path";
import { Ajv } from "ajv";
import { afterAll, beforeAll, expect, test } from "vitest";
import { REPOSITORY } from "../harness/action-manifest.ts";
import { conforms } from "../harness/conforms.ts";
import { npmVersion } from "../harness/peer-versions.ts";
import { flagShapes } from "./flags/flag-shapes.ts";
import { flagdSchemas, flagdVersion } from "./flags/flagd.ts";
import { FLAGD_CORE } from "./flags/flagd-core.ts";
import { type Forms, ODD_FORMS, SPLIT_FORMS } from "./flags/fractional-forms.ts";
import { KEPT_DIFFERENCES } from "./flags/kept-differences.ts";
import { type Parity, parityPage } from "./flags/parity-page.ts";
import { meetPeers, type Peers, type Row } from "./flags/peers.ts";
import type { Reply } from "./flags/question.ts";
import { randomFlags } from "./flags/random-flags.ts";
import { OPERATOR_NAMES } from "./flags/random-rules.ts";
import { askOurs } from "./flags/resolver.ts";
import { type ServedFile, serveFile } from "./flags/rollout-shares.ts";
import { targetingKeys } from "./flags/targeting-keys.ts";
import { experimentFiles, FLAG, isInSegment, rolloutFiles, usersOf } from "./flags/written-files.ts";

const SEED = 20_260_302;
const KEYS = { splits: 100_000, oddities: 10_000, users: 100_000 };
const EXPERIMENT_USERS = 20_000;
/** Flags a question, with five contexts each. */
const FLAGS = 200;
const NESTED = 40;
/** The largest share of an operator's rules that one of both may call an error. */
const MISTAKEN = 0.1;

let peers: Peers;

beforeAll(async () => {
  peers = await meetPeers();
});
afterAll(() => peers[Symbol.asyncDispose]());

/** What is compared once, whichever tests ask for it. */
const splits = once(() => compareForms(SPLIT_FORMS, KEYS.splits));
const oddities = once(() => compareForms(ODD_FORMS, KEYS.oddities));
const operators = once(async () => {
  const rows: Row[] = [];
  for (const name of OPERATOR_NAMES) rows.push(await peers.compare(name, [randomFlags(SEED, name, FLAGS, name)]));
  return rows;
});
const nested = once(() => {
  const sets = Array.from({ length: NESTED }, (_, index) => randomFlags(SEED, `nested ${index}`, FLAGS));
  return peers.compare("nested rules", sets);
});
const shapes = once(() => peers.compare("states, defaults and values", flagShapes()));
const served = once(async () => {
  const users = usersOf(KEYS.users);
  const segments = Uint8Array.from(users, (user) => (isInSegment(user) ? 1 : 0));
  const files: ServedFile[] = [];
  for (const file of rolloutFiles()) files.push(await serveFile(peers.flagd, file, users, segments));
  return files;
});

/** Notes how often we answered as flagd does. */
async function agrees(claim: string, rows: readonly Row[], note?: string): Promise<void> {
  const differing = total(rows.map(({ ours }) => ours.different));
  conforms({
    area: "Flags and experiments",
    claim,
    peer: "flagd",
    version: (await flagdVersion()).replace("v", ""),
    cases: total(rows.map(({ ours }) => ours.cases)),
    ...(differing === 0 ? {} : { differing }),
    ...(note === undefined ? {} : { note }),
  });
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

test("100,000 targeting keys, ASCII and not, come to flagd's variants in every form of split", async () => {
  expect([...(await splits()), ...(await oddities())].filter(({ ours }) => ours.different > 0)).toEqual([]);
  const theirs = `${FLAGD_CORE} differs in ${total((await splits()).map(({ core }) => core.different))}`;
  await agrees("100,000 targeting keys, ASCII and not, in every form of split", await splits(), theirs);
  await agrees("10,000 targeting keys in odd forms of split", await oddities());
});

test("states, defaults, metadata and values of every type are answered as by flagd", async () => {
  expect((await shapes()).ours.example).toBeNull();
  await agrees("states, defaults, metadata and values of every type", [await shapes()]);
});

test("random rules of every operator are never answered contrary to flagd", async () => {
  const rows = [...(await operators()), await nested()];
  expect(rows.flatMap(({ ours }) => ours.contradiction ?? [])).toEqual([]);
  // Where a rule is of the wrong form, one of both may call it an error. More than these would be no corner any more.
  for (const { name, ours } of rows) expect(ours.different / ours.cases, name).toBeLessThan(MISTAKEN);
  await agrees("random rules of every operator", rows, "malformed rules that one of both calls an error");
});

test("where we mean to differ from flagd, we do so still", async () => {
  for (const { why, question, flagd, ours } of KEPT_DIFFERENCES) {
    expect(flagd, why).toContain(shown(await peers.flagd.ask(question)));
    expect(shown(askOurs(question)), why).toBe(ours);
  }
  conforms({
    area: "Flags and experiments",
    claim: "where we mean to differ, both still do as docs/flags-parity.md says",
    peer: "flagd",
    version: (await flagdVersion()).replace("v", ""),
    cases: KEPT_DIFFERENCES.length,
  });
});

test("every file of a rollout or an experiment is valid by flagd's schema", async () => {
  const [flags, targeting] = await flagdSchemas();
  const isValid = new Ajv({ strict: false }).addSchema(targeting).compile(flags);
  const written = [...rolloutFiles(), ...experimentFiles()];
  for (const { name, text } of written) {
    expect(isValid(JSON.parse(text)), `${name}: ${JSON.stringify(isValid.errors)}`).toBe(true);
  }
  conforms({
    area: "Flags and experiments",
    claim: "files of rollouts and experiments are valid by flagd's published schema",
    peer: "Ajv",
    version: await npmVersion("ajv"),
    cases: written.length,
  });
  // It tells bad from good, in rules too.
  const [file] = rolloutFiles();
  expect(isValid(JSON.parse(file?.text.replace("ends_with", "end_with") ?? ""))).toBe(false);
  expect(isValid(JSON.parse(file?.text.replace('"ENABLED"', '"ON"') ?? ""))).toBe(false);
});

test("flagd serves a rollout's file at every step as we do, and nobody loses the candidate before a rollback", async () => {
  const files = await served();
  for (const { name, planned, served: share, different } of files) {
    expect(different, name).toBe(0);
    // Five standard deviations of a share of 90,000 at most.
    expect(Math.abs(share - planned), name).toBeLessThanOrEqual(0.0084);
  }
  conforms({
    area: "Flags and experiments",
    claim: "100,000 users at every step of a rollout",
    peer: "flagd",
    version: (await flagdVersion()).replace("v", ""),
    cases: total(files.map(({ who }) => who.length)),
  });
  const back = files.at(-1);
  expect(back?.exposed).toBe(0);
  for (const [index, { who, name }] of files.slice(1, -1).entries()) {
    const lost = files[index]?.who.filter((had, at) => had === 1 && who[at] === 0);
    expect(lost?.length, name).toBe(0);
  }
});

test("an experiment's arms are the same for 20,000 users by flagd as by us", async () => {
  for (const { name, text } of experimentFiles()) {
    const question = { definition: text, flags: [FLAG], contexts: usersOf(EXPERIMENT_USERS) };
    const row = await peers.compare(name, [question]);
    expect(row.ours.example, name).toBeNull();
    await agrees("the arms of experiments", [row]);
  }
});

test("the page of the documentation says what was found", async () => {
  const parity: Parity = {
    versions: { flagd: await flagdVersion(), core: FLAGD_CORE },
    seed: SEED,
    keys: KEYS,
    splits: await splits(),
    oddities: await oddities(),
    operators: await operators(),
    nested: await nested(),
    shapes: await shapes(),
    kept: KEPT_DIFFERENCES,
    served: await served(),
  };
  await expect(parityPage(parity)).toMatchFileSnapshot(join(REPOSITORY, "docs", "flags-parity.md"));
});

async function compareForms({ definition, flags }: Forms, count: number): Promise<readonly Row[]> {
  const contexts = targetingKeys(count, SEED).map((targetingKey) => ({ targetingKey, age: 18 }));
  const rows: Row[] = [];
  for (const flag of flags) rows.push(await peers.compare(flag, [{ definition, flags: [flag], contexts }]));
  return rows;
}

/** Variant, and error code or reason; what is said of metadata where there are none. */
function shown({ refused, answers: [answer = "[]"] }: Reply): string {
  if (refused !== null) return "refused";
  const [, variant, reason, errorCode, metadata] = JSON.parse(answer);
  const missing = JSON.stringify(metadata) === "{}" ? "without metadata" : null;
  return [variant, errorCode ?? reason, missing].filter((part) => part !== null).join(" ");
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
