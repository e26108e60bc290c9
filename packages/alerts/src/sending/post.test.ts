import { expect, test } from "vitest";
import { type Said, scriptedNetwork } from "../testing/scripted-network.ts";
import { createMask } from "./mask.ts";
import { createPost } from "./post.ts";

const ADDRESS = "https://hooks.example/services/T000/B000/XXXXsecretXXXX";

async function send(...script: readonly (Said | Error)[]) {
  const { network, seen, pauses } = scriptedNetwork(...script);
  const post = createPost(network, createMask([ADDRESS]));
  const reply = await post({ url: new URL(ADDRESS), body: "{}" }).catch((error: unknown) => error);
  return { reply, pauses, count: seen.length };
}

test("a rate limit is waited out as long as it asks, by the header or by Discord's word in the body", async () => {
  const slack = await send({ status: 429, headers: { "retry-after": "7" } }, { body: "ok" });
  expect(slack).toMatchObject({ reply: { status: 200, text: "ok" }, pauses: [7_000], count: 2 });
  const discord = await send({ status: 429, body: { retry_after: 1.337 } }, {});
  expect(discord).toMatchObject({ reply: { status: 200 }, pauses: [1_337] });
  const both = await send({ status: 429, headers: { "retry-after": "1" }, body: { retry_after: 2.5 } }, {});
  expect(both.pauses).toEqual([2_500]);
});

test("a wait that is longer than is reasonable is not waited for", async () => {
  expect(await send({ status: 429, headers: { "retry-after": "3600" } })).toMatchObject({
    reply: { status: 429 },
    pauses: [],
    count: 1,
  });
});

test("what asks for nothing is tried four times, after 1, 2 and 4 seconds", async () => {
  const gone = new TypeError("fetch failed", { cause: new Error("connect ECONNREFUSED") });
  expect(await send(gone)).toMatchObject({
    reply: { name: "DeliveryProblem", message: "no answer: connect ECONNREFUSED" },
    pauses: [1_000, 2_000, 4_000],
    count: 4,
  });
  expect(await send({ status: 500 }, { status: 503 }, {})).toMatchObject({ reply: { status: 200 }, count: 3 });
  for (const asked of ["soon", "-1", "Wed, 21 Oct 2026 07:28:00 GMT"]) {
    expect((await send({ status: 429, headers: { "retry-after": asked } }, {})).pauses, asked).toEqual([1_000]);
  }
});

test("what was understood and refused is not tried again, a redirection is not followed", async () => {
  expect(await send({ status: 400, body: "invalid_blocks" })).toMatchObject({ reply: { status: 400 }, count: 1 });
  const { network, seen } = scriptedNetwork({ status: 302, headers: { location: "https://evil.example/" } });
  const redirects: (string | undefined)[] = [];
  const watching: typeof fetch = (input, init) => {
    redirects.push(init?.redirect);
    return network.fetch(input, init);
  };
  const reply = await createPost(
    { ...network, fetch: watching },
    (text) => text,
  )({ url: new URL(ADDRESS), body: "{}" });
  expect([reply.status, seen.length, redirects]).toEqual([302, 1, ["manual"]]);
});

test("the user's interruption ends it", async () => {
  const { network } = scriptedNetwork(new Error("x"));
  const interrupted = { ...network, signal: AbortSignal.abort(new Error("interrupted")) };
  await expect(createPost(interrupted, (text) => text)({ url: new URL(ADDRESS), body: "{}" })).rejects.toThrow(
    "interrupted",
  );
});

test("neither the address nor any part of it is in what is told", async () => {
  const said = await send({ status: 404, body: `no hook ${ADDRESS} XXXXsecretXXXX ${encodeURIComponent(ADDRESS)}` });
  expect(JSON.stringify(said.reply)).not.toContain("secret");
  const thrown = await send(new Error(`cannot reach ${ADDRESS}`));
  expect(String(thrown.reply)).toBe("DeliveryProblem: no answer: cannot reach ***");
});
