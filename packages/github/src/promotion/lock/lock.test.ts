import { expect, test } from "vitest";
import { addCommit, type GitHub, startGitHub } from "../../../../../test/harness/github/index.ts";
import { createClient } from "../../client.ts";
import { createLock, type Lock, type LockRequest, releaseLock } from "./lock.ts";

const at = { owner: "octo-org", repo: "sentiment" };
const REF = "refs/airworthy-locks/review-sentiment=production";

/** The stand-in's first commit is of midnight, each further one of a minute later. */
function request(payload: string, now = "2026-01-01T00:00:30Z"): LockRequest {
  return { name: "review-sentiment/production", payload, staleSeconds: 3_600, now: new Date(now) };
}

test.concurrent("a lock is one's own until it is given back, and says whose it is", async () => {
  await using github = await startGitHub();
  const client = await connect(github);
  const lock = await take(github, request("run 1"));
  expect(github.state.refs.get(REF)).toBe(lock.sha);
  await expect(createLock(client, at, request("run 2"))).resolves.toEqual({
    state: "held",
    payload: "run 1",
    since: "2026-01-01T00:00:00.000Z",
  });
  await expect(releaseLock(client, at, lock)).resolves.toBe(true);
  await expect(createLock(client, at, request("run 2"))).resolves.toMatchObject({ state: "taken" });
});

test.concurrent.each([
  ["new", null, "2026-01-01T00:00:30Z"],
  ["given back", false, "2026-01-01T00:00:30Z"],
  ["stale", true, "2026-01-01T01:00:01Z"],
])(
  "of several that ask at once for a lock that is %s, one gets it",
  async (...of) => {
    const [, isHeld, now] = of;
    await using github = await startGitHub();
    if (isHeld !== null) {
      const message = `The lock\n\n${JSON.stringify({ schema: 1, isHeld, payload: "earlier" })}`;
      github.state.refs.set(REF, addCommit(github.state, { message }));
    }
    const asked = ["a", "b", "c"].map(async (name) => createLock(await connect(github), at, request(name, now)));
    const states = (await Promise.all(asked)).map(({ state }) => state);
    expect(states.sort()).toEqual(["held", "held", "taken"]);
  },
  20_000,
);

test.concurrent("who takes over from a stale holder keeps the lock when that one comes back to release it", async () => {
  await using github = await startGitHub();
  const slow = await take(github, request("slow"));
  const late = request("late", "2026-01-01T01:00:01Z");
  await expect(createLock(await connect(github), at, request("early", "2026-01-01T01:00:00Z"))).resolves.toMatchObject({
    state: "held",
  });
  const taken = await take(github, late);
  await expect(releaseLock(await connect(github), at, slow)).resolves.toBe(false);
  expect(github.state.refs.get(REF)).toBe(taken.sha);
});

test.concurrent("a lock whose answer got lost is one's own all the same", async () => {
  await using github = await startGitHub();
  github.faults.push({ kind: "bad-gateway-after-write", request: /^POST .*git\/refs/ });
  const lock = await take(github, request("run 1"));
  github.faults.push({ kind: "bad-gateway-after-write", request: /^PATCH/ });
  await expect(releaseLock(await connect(github), at, lock)).resolves.toBe(true);
}, 15_000);

test.concurrent("two jobs that say the same at the same time do not take each other's lock for their own", async () => {
  await using github = await startGitHub();
  const results = await Promise.all([0, 1].map(async () => createLock(await connect(github), at, request("same"))));
  expect(results.map(({ state }) => state).sort()).toEqual(["held", "taken"]);
});

test.concurrent("a commit that says nothing of a lock holds it, until it is stale", async () => {
  await using github = await startGitHub();
  const sha = addCommit(github.state, { files: { "README.md": "x" } });
  github.state.refs.set(REF, sha);
  const client = await connect(github);
  await expect(createLock(client, at, request("run 1"))).resolves.toMatchObject({ state: "held", payload: null });
  await expect(createLock(client, at, request("run 1", "2027-01-01T00:00:00Z"))).resolves.toMatchObject({
    state: "taken",
  });
});

test.concurrent("a time that is none is not long ago", async () => {
  await using github = await startGitHub();
  await take(github, request("run 1"));
  const result = createLock(await connect(github), at, { ...request("run 2"), staleSeconds: Number.NaN });
  await expect(result).resolves.toMatchObject({ state: "held" });
});

test.concurrent("names that git would not take, and payloads that say nothing, are refused before anything is asked", async () => {
  await using github = await startGitHub();
  const client = await connect(github);
  for (const name of ["", "..", "a/../b", "a//b", "/a", "a.lock", "a b", "a=b", "a.", `a${"b".repeat(200)}`]) {
    await expect(createLock(client, at, { ...request("run 1"), name })).rejects.toThrow("lock:");
  }
  for (const payload of [" ", "x".repeat(4_001)]) {
    await expect(createLock(client, at, request(payload))).rejects.toThrow("payload");
  }
  expect(github.requests).toEqual([]);
});

async function take(github: GitHub, asked: LockRequest): Promise<Lock> {
  const result = await createLock(await connect(github), at, asked);
  if (result.state === "held") throw new Error(`held by ${result.payload}`);
  return result.lock;
}

function connect(github: GitHub) {
  return createClient({ token: "t", env: github.env, log: { info: () => {}, warn: () => {} } });
}
