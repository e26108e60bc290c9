import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { checkShape, UserError } from "@airworthy/evidence";
import * as v from "valibot";
import { openArtifactService } from "./artifact-service.ts";
import { createClient, type Environment, type GitHubClient } from "./client.ts";
import { numberSchema } from "./identifiers.ts";

/** Another run of a repository, and what its artifacts may be read with. */
export interface OtherRun {
  readonly id: number;
  readonly owner: string;
  readonly repo: string;
  readonly token: string;
}

export interface ArtifactEntry {
  readonly id: number;
  /** Untrusted text. */
  readonly name: string;
  /** Packed, as whoever uploaded it says. */
  readonly bytes: number;
  /** Whether GitHub has deleted its archive. */
  readonly isExpired: boolean;
}

/** Where a run's artifacts are. Both methods throw a UserError. */
export interface ArtifactStore {
  /** The newest of each name. */
  list(): Promise<readonly ArtifactEntry[]>;
  /** Saves an artifact's archive in a folder that is empty; its path. */
  save(artifact: ArtifactEntry, folder: string): Promise<string>;
}

const LIST = "GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts";
const ZIP = "GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}";
const NEEDS = "actions: read";
const PAGE_SIZE = 100;
/** Far more than a real run leaves; a hostile one does not keep us listing. */
const MOST_PAGES = 10;

const pageSchema = v.object({
  total_count: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  artifacts: v.array(
    v.object({
      id: numberSchema,
      name: v.string(),
      size_in_bytes: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
      expired: v.boolean(),
    }),
  ),
});

/** The artifacts of this run, by the service that the runner speaks to. Throws a UserError where there is none. */
export async function storeOfThisRun(): Promise<ArtifactStore> {
  const service = await openArtifactService(process.env);
  return {
    async list() {
      const { artifacts } = await service.listArtifacts({ latest: true });
      return artifacts.map(({ id, name, size }) => ({ id, name, bytes: size, isExpired: false }));
    },
    async save({ id, name }, folder) {
      await service.downloadArtifact(id, { path: folder, skipDecompress: true });
      const [saved] = await readdir(folder);
      if (saved === undefined) throw new UserError(`The artifact ${JSON.stringify(name)} is empty`);
      return join(folder, saved);
    },
  };
}

/**
 * The artifacts of another run, by the API alone: so they are there on GitHub Enterprise Server too, and a download ends at
 * `mostBytes` whatever the uploader said of its size.
 */
export async function storeOfRun(run: OtherRun, env: Environment, mostBytes: number): Promise<ArtifactStore> {
  const silent = { info: () => {}, warn: () => {} };
  const client = await createClient({ token: run.token, env, log: silent });
  return storeBy(client, run, mostBytes);
}

/** The same with a client that is there. */
export function storeBy(client: GitHubClient, run: Omit<OtherRun, "token">, mostBytes: number): ArtifactStore {
  const { owner, repo } = run;
  return {
    async list() {
      const newest = new Map<string, ArtifactEntry>();
      for (let page = 1; ; page++) {
        const parameters = { owner, repo, run_id: run.id, per_page: PAGE_SIZE, page };
        const answer = await client.request({ route: LIST, parameters, needs: NEEDS });
        const { total_count: total, artifacts } = checkShape(pageSchema, answer, `GitHub's answer to ${LIST}`);
        if (total > PAGE_SIZE * MOST_PAGES) {
          throw new UserError(`Run ${run.id} has ${total} artifacts; ${PAGE_SIZE * MOST_PAGES} are allowed`);
        }
        for (const { id, name, size_in_bytes: bytes, expired } of artifacts) {
          if (id > (newest.get(name)?.id ?? 0)) newest.set(name, { id, name, bytes, isExpired: expired });
        }
        if (artifacts.length === 0 || page * PAGE_SIZE >= total) return [...newest.values()];
      }
    },
    async save({ id }, folder) {
      const path = join(folder, "archive.zip");
      const parameters = { owner, repo, artifact_id: id, archive_format: "zip" };
      await client.download({ route: ZIP, parameters, needs: NEEDS }, path, mostBytes);
      return path;
    },
  };
}
