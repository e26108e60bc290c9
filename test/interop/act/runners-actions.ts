import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** What GitHub's own actions find on this machine in place of GitHub. */
export interface RunnerPlaces {
  /** What actions/checkout brings where it is asked for another ref. */
  readonly checkout: string;
  /** What runs keep for each other. */
  readonly cache: string;
}

interface StandIn {
  /** Below the action's folder; "." for itself. */
  readonly path: string;
  /** A call of what a module of ours exports. */
  readonly main: Call;
  /** After the job, if it succeeds. */
  readonly post?: Call;
}
type Call = readonly [module: string, name: string, ...parameters: string[]];

const USES = /^\s*(?:- )?uses: (?<repository>actions\/[\w-]+)(?<path>[\w/-]*)@(?<ref>\w+)/gm;

/**
 * Lays out stand-ins for GitHub's own actions, which act would fetch from there, and says by which of its options act finds them,
 * at each commit that the workflows name. Throws where they use one that has no stand-in.
 */
export async function layOutRunnersActions(
  into: string,
  workflows: Iterable<string>,
  places: RunnerPlaces,
): Promise<readonly string[]> {
  const standIns = standInsFor(places);
  const options = new Set<string>();
  for (const workflow of workflows) {
    for (const { groups } of workflow.matchAll(USES)) {
      const { repository = "", ref = "" } = groups ?? {};
      if (!standIns.has(repository)) throw new Error(`there is no stand-in for ${repository}`);
      options.add(`--local-repository=${repository}@${ref}=${join(into, repository)}`);
    }
  }
  for (const [repository, parts] of standIns) {
    for (const part of parts) await layOut(join(into, repository, part.path), part);
  }
  return [...options];
}

function standInsFor(places: RunnerPlaces): ReadonlyMap<string, readonly StandIn[]> {
  const restore: Call = ["cache.ts", "cache", "restore", places.cache];
  const save: Call = ["cache.ts", "cache", "save", places.cache];
  return new Map([
    ["actions/checkout", [{ path: ".", main: ["checkout.ts", "checkout", places.checkout] }]],
    ["actions/upload-artifact", [{ path: ".", main: ["upload-artifact.ts", "uploadArtifact"] }]],
    [
      "actions/cache",
      [
        { path: ".", main: restore, post: save },
        { path: "restore", main: restore },
        { path: "save", main: save },
      ],
    ],
  ]);
}

async function layOut(folder: string, { main, post }: StandIn): Promise<void> {
  await mkdir(folder, { recursive: true });
  const after = post === undefined ? "" : "  post: post.mjs\n  post-if: success()\n";
  const manifest = `name: stand-in\ndescription: For tests.\nruns:\n  using: node24\n  main: main.mjs\n${after}`;
  await writeFile(join(folder, "action.yml"), manifest);
  await writeFile(join(folder, "main.mjs"), script(main));
  if (post !== undefined) await writeFile(join(folder, "post.mjs"), script(post));
}

/** act copies an action away from here, so the module is named by its address. */
function script([module, name, ...parameters]: Call): string {
  const address = pathToFileURL(join(import.meta.dirname, "actions", module));
  const list = parameters.map((parameter) => JSON.stringify(parameter)).join(", ");
  return `import { ${name} } from ${JSON.stringify(address.href)};\nawait ${name}(${list});\n`;
}
