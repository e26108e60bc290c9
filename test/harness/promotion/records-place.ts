import { mkdtempDisposable, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatStatement, sha256Digest } from "@airworthy/evidence";
import { createClient } from "@airworthy/github";
import type { Approval, Stage, Version } from "@airworthy/promotion";
import { examine } from "../../../packages/commands/src/evidence-of-package.ts";
import { openFlags } from "../../../packages/commands/src/manage-rollout/open-flags.ts";
import type { Change } from "../../../packages/commands/src/promote-model/change.ts";
import type { PromoteInputs } from "../../../packages/commands/src/promote-model/inputs.ts";
import type { Place } from "../../../packages/commands/src/promote-model/place.ts";
import { REPORT_SECTIONS } from "../../../packages/commands/src/report-sections.ts";
import { exampleStatement } from "../../../packages/governance/src/reproducibility/example-reproduction.ts";
import { modelRegistry } from "../../../packages/promotion/fixtures/model-registry.ts";
import { addCommit, REPOSITORY, startGitHub } from "../github/index.ts";
import { serveJson } from "../model-server/serve-json.ts";
import { type Manners, startRegistry } from "../registry/index.ts";
import { ROLLOUT_CONFIGURATION } from "../rollout-workspace.ts";
import { SIGN_DEFAULTS } from "../sign-defaults.ts";
import { silentPorts } from "../silent-ports.ts";

export const MODEL = "ranker";
export const RUN = "https://github.com/octo-org/sentiment/actions/runs/1000";

const OWNER = { owner: "octo-org", repo: "sentiment" };
const MONDAY = "2026-03-02T09:00:00.000Z";
const PACKAGES = "acme/ranker";
const MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";

const { key, certificates, services } = SIGN_DEFAULTS;
const INPUTS: PromoteInputs = {
  task: "promote",
  model: MODEL,
  stage: "production",
  version: undefined,
  package: undefined,
  registry: undefined,
  "registry-username": undefined,
  "registry-password": undefined,
  confirm: undefined,
  reason: undefined,
  commit: undefined,
  evidence: [],
  artifacts: undefined,
  config: "airworthy.yml",
  folder: ".airworthy/flags",
  branch: undefined,
  "pull-request": undefined,
  "approved-by": undefined,
  request: undefined,
  mlflow: undefined,
  sign: false,
  key,
  certificates,
  services,
  "key-passphrase": undefined,
  "identity-token": undefined,
  "fulcio-url": undefined,
  "rekor-url": undefined,
  "tsa-url": undefined,
  token: undefined,
};

const STAGE: Stage = {
  name: "production",
  previous: null,
  needs: [],
  checklist: false,
  verification: "pass",
  requesters: [],
  approvers: [],
  approvals: 0,
  selfApproval: false,
  codeowners: false,
  bots: [],
  environment: null,
  confirm: false,
  windows: [],
  freezes: [],
  rollout: MODEL,
};

/** The package of a version: its manifest is all that there is of it. */
export function manifestOf(version: string): string {
  return JSON.stringify({ schemaVersion: 2, mediaType: MANIFEST_TYPE, annotations: { version } });
}

export function versionOf(version: string): Version {
  return { version, digest: sha256Digest(manifestOf(version)) };
}

export const FIRST = versionOf("1.0.0");
export const SECOND = versionOf("2.0.0");

/** The evidence that clears a package by the example's policy. */
export function clearing({ version, digest }: Version) {
  const candidate = { name: MODEL, version, sha256: digest.slice("sha256:".length), digestOf: "package" } as const;
  const statement = exampleStatement({ candidate });
  return examine([{ name: "reproducibility.json", text: formatStatement(statement), statement }], REPORT_SECTIONS);
}

export function approvalBy(by: string, commit: string): Approval {
  return { by, teams: [], on: "2026-03-02T08:00:00Z", commit, via: "review", environment: null };
}

/** A stage's rollout, by its name; null for none. */
export function stageOf(changes: Partial<Stage> = {}): Stage {
  return { ...STAGE, ...changes };
}

/** The second version comes to production, where the first one is. */
export function promotionOf(changes: Partial<Change> = {}): Change {
  const version = changes.version ?? SECOND;
  return {
    move: "promote",
    model: MODEL,
    stage: STAGE,
    isLastStage: true,
    version,
    commit: "2".repeat(40),
    before: FIRST,
    by: "@ann",
    on: MONDAY,
    request: "comment-7-1",
    reason: "",
    evidence: clearing(version).map(({ name, sha256 }) => ({ name, sha256 })),
    facts: { approvals: [], evidence: clearing(version) },
    denial: null,
    tags: ["ranker@v2.0.0", "ranker#production#2"],
    pullRequest: 7,
    ...changes,
  };
}

/** And production goes back to the first one. */
export function rollbackOf(changes: Partial<Change> = {}): Change {
  const reason = "toxic replies";
  return {
    ...promotionOf(),
    move: "rollback",
    version: FIRST,
    commit: "1".repeat(40),
    before: SECOND,
    by: "@bob",
    request: "comment-9-1",
    reason,
    evidence: [],
    facts: null,
    denial: { digest: SECOND.digest, by: "@bob", on: MONDAY, reason },
    tags: ["ranker#production#3", "ranker#production!#4"],
    ...changes,
  };
}

/** A folder with a plan and a policy, in which records are kept; without GitHub, registry and MLflow unless they are given. */
export async function recordsFolder(given: { inputs?: Partial<PromoteInputs>; remote?: Place["remote"] } = {}) {
  const folder = await mkdtempDisposable(join(tmpdir(), "airworthy-records-"));
  await writeFile(join(folder.path, "airworthy.yml"), ROLLOUT_CONFIGURATION);
  const remote = given.remote ?? null;
  const env = remote === null ? {} : { GITHUB_REPOSITORY: REPOSITORY, GITHUB_RUN_ID: "1000" };
  const ports = silentPorts(folder.path, { env, now: () => new Date(MONDAY) });
  const inputs = { ...INPUTS, ...given.inputs };
  const warnings: string[] = [];
  const place: Place = {
    remote,
    // The branch says where the policy is; the files are in the folder all the same.
    flags: await openFlags({ ...inputs, branch: undefined, propose: false }, null, ports),
    tags: { list: async () => [], create: async () => true },
    inputs,
    ports,
    warn: (line) => void warnings.push(line),
  };
  return {
    path: folder.path,
    place,
    warnings,
    write: (name: string, text: string) => writeFile(join(folder.path, name), text),
    flagFile: (name: string) => readFile(join(folder.path, inputs.folder, name), "utf8"),
    [Symbol.asyncDispose]: () => folder.remove(),
  };
}

/** The same with all of them, and with the packages of both versions in the registry. */
export async function recordsEverywhere(changes: Partial<PromoteInputs> = {}, manners: Partial<Manners> = {}) {
  await using stack = new AsyncDisposableStack();
  const github = stack.use(await startGitHub());
  const registry = stack.use(await startRegistry(manners));
  const mlflow = stack.use(await serveMlflow());
  const [first, second] = [addCommit(github.state), addCommit(github.state)];
  for (const text of ["1.0.0", "2.0.0"].map(manifestOf)) {
    const stored = { mediaType: MANIFEST_TYPE, bytes: Buffer.from(text) };
    registry.state.manifests.set(`${PACKAGES} ${sha256Digest(text)}`, stored);
  }
  const log = { info: () => {}, warn: () => {} };
  const client = await createClient({ token: "t", env: github.env, log });
  const inputs = { registry: `oci://${registry.host}/${PACKAGES}`, mlflow: mlflow.url, ...changes };
  const folder = stack.use(await recordsFolder({ inputs, remote: { client, repository: OWNER } }));
  const kept = stack.move();
  return {
    ...folder,
    github,
    registry,
    mlflow,
    commits: { first, second },
    /** Everything that anybody was asked to change, so far. */
    writes: () => [
      ...github.requests.filter(({ method }) => method !== "GET").map(({ path }) => path),
      ...registry.requests.filter(({ line }) => !/^(GET|HEAD)/.test(line)).map(({ line }) => line),
      ...mlflow.requests.filter(({ method }) => method !== "GET").map(({ path }) => path),
    ],
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

/** MLflow's model registry over HTTP; `refused` are the paths that it answers 403 next. */
async function serveMlflow() {
  const { server, models } = modelRegistry();
  const refused: string[] = [];
  const http = await serveJson(async ({ method, path, body }) => {
    const url = new URL(path, "http://localhost");
    const route = url.pathname.replace("/api/2.0/mlflow/", "");
    const at = refused.indexOf(route);
    if (at !== -1) {
      refused.splice(at, 1);
      return { status: 403, body: { message: "not you" } };
    }
    const sent = Object(body);
    const answer =
      method === "GET"
        ? await server.find(route, Object.fromEntries(url.searchParams))
        : method === "DELETE"
          ? await server.remove(route, sent)
          : await server.send(route, sent, true);
    return answer === null ? { status: 404, body: { message: "no such thing" } } : { body: answer };
  });
  return {
    url: http.url,
    requests: http.requests,
    models,
    refused,
    [Symbol.asyncDispose]: () => http[Symbol.asyncDispose](),
  };
}
