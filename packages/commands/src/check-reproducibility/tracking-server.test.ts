import { expect, test } from "vitest";
import { type Said, serveJson } from "../../../../test/harness/model-server/serve-json.ts";
import { silentPorts } from "../../../../test/harness/silent-ports.ts";
import { readTrackingAddress } from "./tracking-address.ts";
import { openTrackingServer } from "./tracking-server.ts";

const SECRET = "s3cr3t-s3cr3t";

/** Answers in turn, the last again and again. */
async function serving(answers: readonly Said[], env: Record<string, string> = {}) {
  let at = 0;
  const http = await serveJson(() => answers[Math.min(at++, answers.length - 1)] ?? {});
  const server = openTrackingServer(readTrackingAddress(`${http.url}/team/`, env), silentPorts("."));
  return {
    server,
    requests: http.requests,
    url: http.url,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await http[Symbol.asyncDispose]();
    },
  };
}

test("paths are below the address's own, queries are escaped, the login is sent", async () => {
  await using space = await serving([{ body: { a: 1 } }], { MLFLOW_TRACKING_TOKEN: SECRET });
  expect(await space.server.find("experiments/get-by-name", { experiment_name: "a & b=é" })).toEqual({ a: 1 });
  await space.server.send("runs/create", { x: 1 }, false);
  expect(space.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
    "GET /team/api/2.0/mlflow/experiments/get-by-name?experiment_name=a+%26+b%3D%C3%A9",
    "POST /team/api/2.0/mlflow/runs/create",
  ]);
  expect(space.requests[1]).toMatchObject({ headers: { authorization: `Bearer ${SECRET}` }, body: { x: 1 } });
});

test("what is not there is nothing where that is asked, and a refusal where something is sent", async () => {
  await using space = await serving([{ status: 404, body: { message: "no such thing" } }]);
  expect(await space.server.find("experiments/get-by-name", {})).toBeNull();
  await expect(space.server.send("runs/create", {}, false)).rejects.toThrow(/runs\/create answered 404: no such thing/);
});

test("what is to be removed is said in the body, as often as it takes; what is not there cannot be", async () => {
  await using space = await serving([
    { status: 503, headers: { "retry-after": "0" } },
    { body: {} },
    { status: 404, body: { message: "no such model" } },
  ]);
  const alias = { name: "ranker", alias: "production" };
  expect(await space.server.remove("registered-models/alias", alias)).toEqual({});
  expect(space.requests.map(({ method, path, body }) => ({ method, path, body }))).toEqual(
    Array(2).fill({ method: "DELETE", path: "/team/api/2.0/mlflow/registered-models/alias", body: alias }),
  );
  await expect(space.server.remove("registered-models/alias", alias)).rejects.toThrow(/answered 404: no such model/);
  expect(space.server.url).toBe(`${space.url}/team`);
});

test("only what may be repeated is sent again after a failure that may pass", async () => {
  const flaky = [{ status: 503, headers: { "retry-after": "0" } }, { body: { ok: true } }];
  await using patient = await serving(flaky);
  expect(await patient.server.send("runs/update", {}, true)).toEqual({ ok: true });
  await using once = await serving(flaky);
  await expect(once.server.send("runs/create", {}, false)).rejects.toThrow(/answered 503/);
  expect([patient.requests.length, once.requests.length]).toEqual([2, 1]);
});

test("a refusal names the address and masks the login, however the server repeats it", async () => {
  const env = { MLFLOW_TRACKING_USERNAME: "ada", MLFLOW_TRACKING_PASSWORD: SECRET };
  await using space = await serving(
    [{ status: 403, body: { message: `no ${SECRET}, not with YWRhOnMzY3IzdC1zM2NyM3Q=` } }],
    env,
  );
  const refusal = await space.server.send("runs/create", {}, false).catch(String);
  expect(refusal).toContain(`${space.url}/team/api/2.0/mlflow/runs/create answered 403`);
  expect(refusal).not.toMatch(/s3cr3t|YWRhOnMz/);
});

test("a redirection to another host is not followed, with or without a login", async () => {
  await using other = await serveJson(() => ({ body: { stolen: true } }));
  await using space = await serving([{ status: 307, headers: { location: `${other.url}/x` } }], {
    MLFLOW_TRACKING_TOKEN: SECRET,
  });
  await expect(space.server.send("runs/create", {}, false)).rejects.toThrow(/a redirection, which is not followed/);
  expect(other.requests).toEqual([]);
});

test("an answer that is no JSON is refused", async () => {
  await using space = await serving([{ body: "<html>sign in</html>" }]);
  await expect(space.server.find("experiments/get-by-name", {})).rejects.toThrow(/something else than JSON/);
});
