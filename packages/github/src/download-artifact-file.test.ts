import { once } from "node:events";
import { mkdtempDisposable, readdir, readFile } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { addArtifact, type GitHub, startGitHub, zipArchive } from "../../../test/harness/github/index.ts";
import { createClient } from "./client.ts";
import { downloadArtifactFile } from "./download-artifact-file.ts";
import { listArtifacts } from "./list-artifacts.ts";

const repository = { owner: "octo-org", repo: "sentiment" };
const log = { info: () => {}, warn: () => {} };
const ARCHIVE = zipArchive([{ name: "a.csv", content: "id\n1\n" }]);

function connect(github: GitHub) {
  return createClient({ token: "t", env: github.env, log });
}

async function download(github: GitHub, content: Buffer = ARCHIVE) {
  addArtifact(github.state, { name: "p", headSha: "a".repeat(40), content });
  const client = await connect(github);
  const [artifact] = (await listArtifacts(client, repository, "p")).artifacts;
  if (artifact === undefined) throw new Error("the artifact was listed");
  await using space = await mkdtempDisposable(join(tmpdir(), "airworthy-download-"));
  const path = join(space.path, "file");
  const choose = (names: readonly string[]) => names[0] ?? "";
  const name = await downloadArtifactFile(client, repository, artifact, { path, choose });
  expect(await readdir(space.path)).toEqual(["file"]);
  return { name, content: await readFile(path, "utf8") };
}

test("an artifact's file is there alone once it was downloaded, its archive gone", async () => {
  await using github = await startGitHub();
  await expect(download(github)).resolves.toEqual({ name: "a.csv", content: "id\n1\n" });
});

test("a download that GitHub turns away for now is tried again", async () => {
  await using github = await startGitHub();
  github.faults.push({ kind: "rate-limit", retryAfter: 0, request: /\/zip$/ });
  await expect(download(github)).resolves.toMatchObject({ name: "a.csv" });
});

test("an archive that is none names the artifact and its run", async () => {
  await using github = await startGitHub();
  await expect(download(github, Buffer.from("nothing"))).rejects.toThrow(/^The artifact "p" of run 101: /);
});

/** A server whose answers break off half way, the given number of times, then are whole: "0123456789". */
async function startBreaking(times: number) {
  let broken = 0;
  const server = await listen((response) => {
    response.writeHead(200, { "content-type": "application/zip", "content-length": "10" });
    if (broken++ < times) response.write("01234", () => response.destroy());
    else response.end("0123456789");
  });
  return { ...server, env: { GITHUB_API_URL: server.url } };
}

test("a download that breaks off is begun anew, and leaves no half of a file when it is given up", async () => {
  const request = { route: "GET /x", parameters: {}, needs: "actions: read" };
  await using space = await mkdtempDisposable(join(tmpdir(), "airworthy-download-"));
  const path = join(space.path, "file");
  const limits = { attempts: 2, attemptSeconds: 5, totalSeconds: 20 };
  await using breaking = await startBreaking(1);
  const client = await createClient({ token: "t", env: breaking.env, log, limits });
  await client.download(request, path, 10);
  expect(await readFile(path, "utf8")).toBe("0123456789");
  await using always = await startBreaking(9);
  const failing = await createClient({ token: "t", env: always.env, log, limits: { ...limits, attempts: 1 } });
  await expect(failing.download(request, path, 10)).rejects.toMatchObject({ kind: "unreachable" });
  expect(await readdir(space.path)).toEqual([]);
  await expect(client.download(request, path, 9)).rejects.toThrow(/more than the 9 bytes/);
  expect(await readdir(space.path)).toEqual([]);
});

/** A server that answers with what the function says of a request's headers. */
async function listen(answer: (response: ServerResponse, authorization: string | undefined) => void) {
  const server = createServer((request, response) => answer(response, request.headers.authorization));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  return { url: `http://127.0.0.1:${port}`, [Symbol.asyncDispose]: async () => void server.close() };
}

test("the token goes to GitHub alone, not to the storage that it redirects to", async () => {
  const seen: (string | undefined)[] = [];
  await using storage = await listen((response, authorization) => {
    seen.push(authorization);
    response.end("zip");
  });
  await using api = await listen((response, authorization) => {
    seen.push(authorization);
    response.writeHead(302, { location: `${storage.url}/signed` }).end();
  });
  await using space = await mkdtempDisposable(join(tmpdir(), "airworthy-download-"));
  const client = await createClient({ token: "secret", env: { GITHUB_API_URL: api.url }, log });
  await client.download({ route: "GET /x", parameters: {}, needs: "actions: read" }, join(space.path, "file"), 10);
  expect(seen).toEqual(["token secret", undefined]);
});
