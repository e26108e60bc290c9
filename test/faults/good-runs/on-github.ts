import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Event, GitHub } from "../../harness/github/index.ts";
import { REPOSITORY } from "../../harness/github/index.ts";
import type { Served, ServiceWorld } from "../good-run.ts";

/** The environment of a job that an event started, with the run's fault before the stand-in. */
export async function onGitHub(
  github: GitHub,
  world: ServiceWorld,
  event: Event,
): Promise<Served & { env: Record<string, string> }> {
  const url = await world.through(github.url);
  const folder = await mkdtemp(join(tmpdir(), "airworthy-event-"));
  const file = join(folder, "event.json");
  await writeFile(file, JSON.stringify(event.payload));
  const own = Object.entries(github.env).map(([name, value]) => [name, value.replace(github.url, url)] as const);
  return {
    env: {
      ...Object.fromEntries(own),
      GITHUB_ACTIONS: "true",
      GITHUB_TOKEN: "ghs_0123456789",
      GITHUB_EVENT_NAME: event.name,
      GITHUB_EVENT_PATH: file,
      GITHUB_REPOSITORY: REPOSITORY,
      GITHUB_SERVER_URL: "https://github.com",
      GITHUB_ACTOR: "ann",
      GITHUB_TRIGGERING_ACTOR: "ann",
      GITHUB_RUN_ID: "1000",
      GITHUB_RUN_ATTEMPT: "1",
      GITHUB_REF: "refs/heads/main",
      GITHUB_SHA: github.state.refs.get("refs/heads/main") ?? "0123456789abcdef0123456789abcdef01234567",
      RUNNER_TEMP: folder,
    },
  };
}
