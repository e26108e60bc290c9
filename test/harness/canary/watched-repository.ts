import { appendFile, mkdir, mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type ChatServers, startChatServers } from "../chat-servers.ts";
import { addCommit, type Event, type GitHub, startGitHub } from "../github/index.ts";
import { startRegistry } from "../registry/index.ts";
import { STABLE } from "../rollout-workspace.ts";
import { type ActionRun, runAction } from "../runner.ts";
import { callWorkflow, type WorkflowRun } from "../workflow/call-workflow.ts";
import { HEALTHY, visitsOf, type World } from "./visits.ts";

const MAIN = "refs/heads/main";
const FLAGS = ".airworthy/flags";
const SCHEDULE: Event = { name: "schedule", payload: {} };
const CHECKLIST = `title: Before users see it
sections:
  - title: All
    section_id: A
    lines:
      - { line_id: A.1, line_summary: Consent, line: Did people consent? }
`;

type Inputs = Readonly<Record<string, string | number | boolean>>;

/** A model that was packaged, answered for and pushed. */
export interface Candidate {
  /** oci://host/name:tag. */
  readonly place: string;
  readonly digest: string;
}

/**
 * A repository on the stand-in whose main has the plan and nothing else, a registry with cleared packages, somebody on call,
 * and users who come by main's flag. What they do is written to a file that every job of this machine can read, as a database
 * would be.
 */
export async function createWatchedRepository(configuration: (events: string) => string) {
  await using stack = new AsyncDisposableStack();
  const github = stack.use(await startGitHub());
  const registry = stack.use(await startRegistry());
  const chats = stack.use(await startChatServers());
  const space = await mkdtempDisposable(join(tmpdir(), "airworthy-watched-"));
  stack.defer(space.remove);
  const events = join(space.path, "events.jsonl");
  const files = { "airworthy.yml": configuration(JSON.stringify(events)) };
  github.state.refs.set(MAIN, addCommit(github.state, { files }));
  const disposal = stack.move();
  let users = 0;
  const place: Place = { github, chats, folder: space.path };
  const file = (name: string) => filesOf(github).get(`${FLAGS}/${name}`)?.toString() ?? "";
  return {
    ...place,
    file,
    candidate: (version: string) => publish(join(space.path, version), `${registry.host}/acme/ranker`, version),
    start: ({ place: reference }: Candidate) =>
      runAction("manage-rollout", {
        cwd: space.path,
        inputs: { move: "start", rollout: "ranker", branch: "main", package: reference, "baseline-package": STABLE },
        env: github.envOfRun(1),
        event: { name: "workflow_dispatch", payload: {} },
      }),
    async visit({ digest }: Candidate, count: number, world: World = HEALTHY) {
      const shown = { flags: file("flags.json"), first: users, count, at: new Date(), candidate: digest, world };
      users += count;
      await appendFile(events, visitsOf(shown));
    },
    /** Of main, by path. */
    files: () => filesOf(github),
    /** A scheduled run. */
    watch: (run: number, inputs: Inputs) => watch(place, run, inputs, async () => {}),
    /** Two that go on at once: both have looked when the first of them moves. */
    watchTwice(runs: readonly [number, number], inputs: Inputs): Promise<WorkflowRun[]> {
      const looked = Promise.withResolvers<void>();
      let arrived = 0;
      const before = async (job: string) => {
        if (job !== "move") return;
        arrived++;
        if (arrived === runs.length) looked.resolve();
        await looked.promise;
      };
      return Promise.all(runs.map((run) => watch(place, run, inputs, before)));
    },
    verifyAudit: async (): Promise<ActionRun> => runAction("verify-audit", { cwd: await checkOut(place) }),
    [Symbol.asyncDispose]: () => disposal.disposeAsync(),
  };
}

export type WatchedRepository = Awaited<ReturnType<typeof createWatchedRepository>>;

interface Place {
  readonly github: GitHub;
  readonly chats: ChatServers;
  readonly folder: string;
}

/** The jobs have tokens of their own permissions. */
async function watch(
  place: Place,
  run: number,
  inputs: Inputs,
  before: (job: string) => Promise<void>,
): Promise<WorkflowRun> {
  const { github, chats, folder } = place;
  return callWorkflow("watch-canary.yml", {
    inputs: { rollout: "ranker", branch: "main", "pull-request": 7, ...inputs },
    secrets: { "alert-url": `${chats.url}/hook`, "alert-secret": "hook-secret-0123456789" },
    checkout: await checkOut(place),
    folder,
    env: { ...github.envOfRun(run), GITHUB_SHA: github.state.refs.get(MAIN) ?? "" },
    event: SCHEDULE,
    token: github.tokenFor,
    before,
  });
}

/** The files of main, in a new folder. */
async function checkOut({ github, folder }: Omit<Place, "chats">): Promise<string> {
  const into = join(folder, "checkouts", github.state.refs.get(MAIN) ?? "");
  for (const [name, content] of filesOf(github)) {
    await mkdir(dirname(join(into, name)), { recursive: true });
    await writeFile(join(into, name), content);
  }
  return into;
}

function filesOf({ state }: GitHub): ReadonlyMap<string, Buffer> {
  return state.commits.find(({ sha }) => sha === state.refs.get(MAIN))?.files ?? new Map();
}

/** Packages a model, signs its checklist off, and pushes both. */
async function publish(cwd: string, push: string, version: string): Promise<Candidate> {
  await mkdir(join(cwd, "model"), { recursive: true });
  await writeFile(join(cwd, "model", "weights.bin"), `the weights of ${version}`);
  const packaged = await runAction("package-model", {
    cwd,
    inputs: { path: "model", name: "acme/ranker", version, push },
  });
  const { digest = "", reference = "" } = packaged.outputs;
  await writeFile(join(cwd, "checklist.yml"), CHECKLIST);
  await writeFile(
    join(cwd, "sign-offs.yml"),
    `sign-offs: [{ line: A.1, who: "@bob", on: 2026-01-10, package: "${digest}" }]\n`,
  );
  const place = `oci://${reference}`;
  const files = { checklist: "checklist.yml", "sign-offs": "sign-offs.yml" };
  const audited = await runAction("audit-model", { cwd, inputs: { package: place, ...files } });
  if (audited.outputs["verdict"] !== "pass") throw new Error(packaged.stdout + audited.stdout);
  return { place, digest };
}
