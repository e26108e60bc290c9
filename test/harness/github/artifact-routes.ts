import * as v from "valibot";
import type { Answer, Received } from "./message.ts";
import { page } from "./page.ts";
import type { Context, Route } from "./routes.ts";
import { type GitHubState, HEAD_SHA, type StoredArtifact } from "./state.ts";

const SERVICE = "/twirp/github\\.actions\\.results\\.api\\.v1\\.ArtifactService";
const REPOSITORY_ID = 1;
const RUN_FIELD = "workflow_run_backend_id";

/** Of a token that names no run of its own. */
const ANY_RUN = "run";

const runSchema = v.object({ [RUN_FIELD]: v.string() });
const namedSchema = v.object({ name: v.string() });
const listSchema = v.object({
  name_filter: v.optional(v.string()),
  id_filter: v.optional(v.union([v.string(), v.number()])),
});

/**
 * The results service that @actions/artifact speaks to (Twirp with JSON), the blob storage behind its signed addresses,
 * and the REST routes for artifacts of another run.
 */
export const artifactRoutes: readonly Route[] = [
  ["POST", new RegExp(`^${SERVICE}/CreateArtifact$`), create],
  ["POST", new RegExp(`^${SERVICE}/FinalizeArtifact$`), finalize],
  ["POST", new RegExp(`^${SERVICE}/ListArtifacts$`), listOfRun],
  ["POST", new RegExp(`^${SERVICE}/GetSignedArtifactURL$`), sign],
  ["PUT", /^\/blobs\/(\d+)\.zip$/, putBlob],
  ["GET", /^\/blobs\/(\d+)\.zip$/, getBlob],
  ["GET", /^\/repos\/R\/actions\/runs\/(\d+)\/artifacts$/, listOfRepository],
  ["GET", /^\/repos\/R\/actions\/artifacts$/, listByName],
  ["GET", /^\/repos\/R\/actions\/artifacts\/(\d+)\/zip$/, redirectToBlob],
];

function create({ state, received }: Context): Answer {
  const { name } = v.parse(namedSchema, received.json);
  const runId = runOf(state, received);
  if (state.artifacts.some((artifact) => artifact.runId === runId && artifact.name === name)) {
    return {
      status: 409,
      body: { code: "already_exists", msg: "an artifact with this name already exists on the run" },
    };
  }
  const id = state.artifacts.length + 1;
  state.artifacts.push({ id, runId, name, blocks: new Map(), content: null, finalized: false });
  return { status: 200, body: { ok: true, signed_upload_url: blobUrl(received.url, id) } };
}

function finalize({ state, received }: Context): Answer {
  const { name } = v.parse(namedSchema, received.json);
  const runId = runOf(state, received);
  const artifact = state.artifacts.find((other) => other.runId === runId && other.name === name);
  if (artifact === undefined) return { status: 404, body: { msg: "no such artifact" } };
  artifact.finalized = artifact.content !== null;
  return { status: 200, body: { ok: artifact.finalized, artifact_id: String(artifact.id) } };
}

function listOfRun({ state, received }: Context): Answer {
  const { name_filter: name, id_filter: id } = v.parse(listSchema, received.json);
  const runId = runOf(state, received);
  const artifacts = state.artifacts
    .filter((artifact) => artifact.finalized && artifact.runId === runId)
    .filter((artifact) => name === undefined || artifact.name === name)
    .filter((artifact) => id === undefined || artifact.id === Number(id));
  return { status: 200, body: { artifacts: artifacts.map(showToRun) } };
}

function sign({ state, received }: Context): Answer {
  const { name } = v.parse(namedSchema, received.json);
  const runId = runOf(state, received);
  const artifact = state.artifacts.find((other) => other.runId === runId && other.name === name);
  if (artifact === undefined) return { status: 404, body: { msg: "no such artifact" } };
  return { status: 200, body: { signed_url: blobUrl(received.url, artifact.id) } };
}

/** Azure's block blobs: single blocks, then the list of them in order. */
function putBlob({ state, received, parts }: Context): Answer {
  const artifact = state.artifacts.find(({ id }) => id === Number(parts[0]));
  if (artifact === undefined) return { status: 404 };
  const { searchParams } = received.url;
  if (searchParams.get("comp") === "block") {
    artifact.blocks.set(searchParams.get("blockid") ?? "", received.bytes);
  } else if (searchParams.get("comp") === "blocklist") {
    const names = [...received.bytes.toString("utf8").matchAll(/<Latest>(.*?)<\/Latest>/g)].map(
      ([, name]) => name ?? "",
    );
    artifact.content = Buffer.concat(names.map((name) => artifact.blocks.get(name) ?? Buffer.alloc(0)));
  } else {
    artifact.content = received.bytes;
  }
  return { status: 201 };
}

function getBlob({ state, parts }: Context): Answer {
  const content = state.artifacts.find(({ id }) => id === Number(parts[0]))?.content;
  return content ? { status: 200, body: content } : { status: 404 };
}

function listOfRepository({ state, received, parts }: Context): Answer {
  const artifacts = state.artifacts.filter((artifact) => artifact.finalized && artifact.runId === Number(parts[0]));
  const wrap = (items: unknown[]) => ({ total_count: artifacts.length, artifacts: items });
  return page(artifacts.map(showToRepository), received.url, wrap);
}

/** Of all runs, newest first. */
function listByName({ state, received }: Context): Answer {
  const name = received.url.searchParams.get("name");
  const artifacts = state.artifacts.filter(
    (artifact) => artifact.finalized && (name ?? artifact.name) === artifact.name,
  );
  const wrap = (items: unknown[]) => ({ total_count: artifacts.length, artifacts: items });
  return page(artifacts.toReversed().map(showToRepository), received.url, wrap);
}

function redirectToBlob({ state, received, parts }: Context): Answer {
  const artifact = state.artifacts.find(({ id }) => id === Number(parts[0]));
  if (artifact === undefined) return { status: 404, body: { message: "Not Found" } };
  return { status: 302, headers: { location: blobUrl(received.url, artifact.id) } };
}

function blobUrl(url: URL, id: number): string {
  return `${url.origin}/blobs/${id}.zip?sig=signature`;
}

/** The run whose runtime token asks. */
function runOf(state: GitHubState, received: Received): number {
  const run = v.parse(runSchema, received.json)[RUN_FIELD];
  return run === ANY_RUN ? state.runId : Number(run);
}

function showToRun({ id, name, content, runId }: StoredArtifact) {
  const backend = { [RUN_FIELD]: String(runId), workflow_job_run_backend_id: "job" };
  return { ...backend, database_id: String(id), name, size: String(content?.byteLength ?? 0) };
}

/** https://docs.github.com/en/rest/actions/artifacts#list-artifacts-for-a-repository */
function showToRepository({ id, name, content, size, runId, headSha = HEAD_SHA, fromFork, expired }: StoredArtifact) {
  return {
    id,
    name,
    size_in_bytes: size ?? content?.byteLength ?? 0,
    created_at: "2026-01-01T00:00:00Z",
    expired: expired ?? false,
    workflow_run: {
      id: runId,
      repository_id: REPOSITORY_ID,
      head_repository_id: fromFork ? REPOSITORY_ID + 1 : REPOSITORY_ID,
      head_branch: "main",
      head_sha: headSha,
    },
  };
}
