import type { Step } from "./workflow.ts";

const DOWNLOAD = /^[^/]+\/(?:action-)?download-(?:workflow-)?artifacts?@/i;
const OFFICIAL = /^actions\//i;
const BY_COMMAND = /\bgh\s+run\s+download\b(?:.*?(?:\s-D\s*|\s--dir[\s=]+)(?<folder>[^\s;&|]+))?/;
const BY_API = /\bdownloadArtifact\b|\bgh\s+api\b.*\/artifacts\//;
const RUNNER_TEMP = /\$\{\{\s*runner\.temp\s*\}\}|\$\{?RUNNER_TEMP\b\}?/g;

/** Where a command may begin in a line. */
const BEGIN = "(?:^|[;&|(]|\\b(?:then|do|else|sudo|exec|time)\\s)\\s*(?:\\w+=\\S+\\s+)*";
/** What runs the file that is named next; -c and -e run what stands there. */
const INTERPRETER = "(?:bash|sh|zsh|source|\\.|python3?|node|ruby|perl|php|Rscript|bun)\\s+(?:-(?![ce]\\b)\\S+\\s+)*";
const INSTALL = "pip3?\\s+install\\s+(?:-\\S+\\s+)*";
/** What runs what files of the working folder say. */
const TOOL = "(?:make|npm|npx|pnpm|yarn|uv|poetry|pytest|tox|cargo|go|mvn|gradle)(?:\\s|$)";
/** Anything that stands in the working folder. */
const IN_WORKSPACE = new RegExp(
  `${BEGIN}(?:${INTERPRETER}(?!RUNNER_TEMP)[^-/\\s$<|&;]|${INSTALL}(?!RUNNER_TEMP)[^/\\s$]*[./]|\\./\\S|${TOOL})`,
);
/** Of a line; a longer one is looked at in part. */
const MOST_CHARACTERS = 2_000;

/** The first step that runs a file of an artifact which a step before it fetched from another run; undefined where none plainly does. */
export function findRunOfArtifact(steps: readonly Step[]): Step | undefined {
  const patterns = new Map<string, RegExp>();
  return steps.find((step) => {
    const folder = folderOfArtifact(step);
    if (folder !== null && !patterns.has(folder)) patterns.set(folder, folder === "" ? IN_WORKSPACE : inFolder(folder));
    const lines = plain(step.run ?? "").split("\n");
    return lines.some((line) => {
      const command = line.slice(0, MOST_CHARACTERS);
      return [...patterns.values()].some((pattern) => pattern.test(command));
    });
  });
}

/** Where a step puts an artifact of another run, "" for the working folder; null where it fetches none. */
function folderOfArtifact({ uses, run, with: given }: Step): string | null {
  if (DOWNLOAD.test(uses ?? "")) {
    // Without the id of a run the official action fetches what this very run has left.
    return OFFICIAL.test(uses ?? "") && !given.has("run-id") ? null : folderFrom(given.get("path") ?? "");
  }
  const script = run ?? given.get("script") ?? "";
  const command = BY_COMMAND.exec(script);
  if (command !== null) return folderFrom(command.groups?.["folder"] ?? "");
  return BY_API.test(script) ? "" : null;
}

function folderFrom(path: string): string {
  return plain(path).replace(/^\.\//, "").replace(/\/+$/, "").replace(/^\.$/, "");
}

/** What runs something that lies in a folder, by its path. */
function inFolder(folder: string): RegExp {
  const written = folder.slice(0, MOST_CHARACTERS).replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`${BEGIN}(?:${INTERPRETER}|${INSTALL})?(?:\\./)?${written}/`);
}

function plain(text: string): string {
  return text.replaceAll(RUNNER_TEMP, "RUNNER_TEMP").replaceAll(/["']/g, "");
}
