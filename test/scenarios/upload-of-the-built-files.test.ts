import { spawn } from "node:child_process";
import { mkdir, mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { sha256 } from "@airworthy/evidence";
import { expect, test } from "vitest";
import { unzip } from "../../packages/github/src/zip.ts";
import { REPOSITORY, SHIPPED } from "../harness/action-manifest.ts";
import { type GitHub, startGitHub, startProxy } from "../harness/github/index.ts";
import { type RecordedRequest, type Refusal, startGateway } from "./recording-gateway.ts";

/** What users run, and the same from the sources, where every package of others is whole. */
const FACES = { built: join(SHIPPED, "dist/cli.js"), whole: join(REPOSITORY, "packages/cli/src/main.ts") };
/** More than one block of @actions/artifact, which holds 8 MiB. */
const WEIGHTS = Buffer.alloc(9 * 1024 * 1024, "weights");
/** Of a run, of a connection, or of how well the times in the evidence could be compressed. */
const VOLATILE_HEADERS = ["host", "date", "x-ms-client-request-id", "connection", "content-length"];
/** What says which client speaks to the storage, and in which of its versions: that of the built files is our own. */
const CLIENT_HEADERS = ["user-agent", "x-ms-version", "accept-encoding"];
const UNPACKING = { entries: 100, bytes: 64 * 1024 * 1024 };

interface Ended {
  readonly exitCode: number | null;
  /** All of standard output, one JSON object: the artifact client's log goes elsewhere. */
  readonly answer: string;
}

type Refuse = (recorded: RecordedRequest) => Refusal | null;

/** Packages a model and uploads the package, stored, and its evidence, compressed. */
async function upload(face: keyof typeof FACES, refuse?: Refuse) {
  await using github = await startGitHub();
  await using gateway = await startGateway(github.url, refuse);
  await using folder = await mkdtempDisposable(join(tmpdir(), "airworthy-upload-"));
  const ended = await packageModel(face, folder.path, environment(github, gateway.url, folder.path));
  const archives = await Promise.all(github.state.artifacts.map(({ content }) => entriesOf(content)));
  return { ...ended, requests: gateway.requests.map(comparable).sort(), archives };
}

async function packageModel(face: keyof typeof FACES, cwd: string, env: Record<string, string>): Promise<Ended> {
  await mkdir(join(cwd, "model"));
  await writeFile(join(cwd, "model", "weights.txt"), WEIGHTS);
  const flags = ["--path=model", "--name=m", "--version=1.0.0", "--package-artifact=package", "--artifact=evidence"];
  const argv = [FACES[face], "package-model", ...flags, "--json"];
  const child = spawn(process.execPath, argv, { cwd, env, stdio: ["ignore", "pipe", "ignore"] });
  const exited = new Promise<number | null>((resolve, reject) => child.once("error", reject).once("close", resolve));
  const [exitCode, stdout] = await Promise.all([exited, text(child.stdout)]);
  return { exitCode, answer: stdout };
}

function environment(github: GitHub, results: string, home: string): Record<string, string> {
  return {
    ...github.env,
    PATH: process.env["PATH"] ?? "",
    SystemRoot: process.env["SystemRoot"] ?? "",
    HOME: home,
    ACTIONS_RESULTS_URL: `${results}/`,
    GITHUB_SERVER_URL: "https://github.com",
  };
}

/** A request as text, without what differs from run to run: names of blocks, digest and size of an archive with its times. */
function comparable({ method, path, headers, body }: RecordedRequest): string {
  const left = path.startsWith("/blobs/") ? [...VOLATILE_HEADERS, ...CLIENT_HEADERS] : VOLATILE_HEADERS;
  const kept = Object.entries(headers).filter(([name]) => !left.includes(name));
  const shown = path.includes("comp=block&") ? "bytes" : body.toString("utf8");
  return JSON.stringify([method, path, Object.fromEntries(kept.sort()), shown])
    .replaceAll(/blockid=[^&"]*/g, "blockid=")
    .replaceAll(/<Latest>[^<]*/g, "<Latest>")
    .replaceAll(/sha256:[0-9a-f]{64}/g, "sha256:")
    .replaceAll(/(size\W+)\d+/g, "$1");
}

/** Name and digest of every entry; none of what never came. */
async function entriesOf(archive: Buffer | null): Promise<string[]> {
  if (archive === null) return [];
  const entries = await unzip(archive, UNPACKING, "the artifact", () => true);
  // They come in the order in which the files were looked at, several at a time.
  return entries.map(({ name, content }) => `${name} ${sha256(content)}`).sort();
}

function nameOf(entry: string): string | undefined {
  return entry.split(" ")[0];
}

test("the built files upload by the requests that whole packages make, though the storage is busy at first", async () => {
  const busyOnce = (): Refuse => {
    let isBusy = true;
    return ({ path }) => {
      if (!isBusy || !path.startsWith("/blobs/")) return null;
      isBusy = false;
      return { status: 503, body: storageError("ServerBusy", "The server is busy.") };
    };
  };
  const [built, whole] = await Promise.all([upload("built", busyOnce()), upload("whole", busyOnce())]);
  expect(built.exitCode).toBe(0);
  expect(JSON.parse(built.answer)).toMatchObject({ command: "package-model", verdict: "pass" });
  expect(built.requests).toEqual(whole.requests);
  expect(built.requests.filter((line) => line.includes("comp=block&"))).toHaveLength(4);
  const [packaged, evidence] = built.archives;
  expect(packaged).toContain(`blobs/sha256/${sha256(WEIGHTS)} ${sha256(WEIGHTS)}`);
  expect(evidence?.length).toBeGreaterThan(0);
  expect(evidence?.map(nameOf)).toEqual(whole.archives[1]?.map(nameOf));
});

test("what the storage refuses is told in the same words", async () => {
  const refuse: Refuse = ({ path }) =>
    path.startsWith("/blobs/")
      ? { status: 403, body: storageError("AuthenticationFailed", "Signature &amp; time do not match.") }
      : null;
  const [built, whole] = await Promise.all([upload("built", refuse), upload("whole", refuse)]);
  expect(built.exitCode).toBe(2);
  expect(JSON.parse(built.answer)).toMatchObject({
    headline: expect.stringContaining('"package" could not be uploaded: Signature & time do not match.'),
  });
  expect(built.answer).toBe(whole.answer);
});

test("where the runner has a proxy, the upload goes through it", async () => {
  await using github = await startGitHub();
  await using proxy = await startProxy(github.url);
  await using folder = await mkdtempDisposable(join(tmpdir(), "airworthy-upload-"));
  const env = environment(github, "http://results.github.test", folder.path);
  const { exitCode } = await packageModel("built", folder.path, { ...env, http_proxy: proxy.url });
  expect(exitCode).toBe(0);
  expect(new Set(proxy.tunnels)).toEqual(new Set(["results.github.test:80"]));
  const [packaged] = await Promise.all(github.state.artifacts.map(({ content }) => entriesOf(content)));
  expect(packaged).toContain(`blobs/sha256/${sha256(WEIGHTS)} ${sha256(WEIGHTS)}`);
});

function storageError(code: string, message: string): string {
  return `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`;
}
