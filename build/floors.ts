/** The floors of the house, from the top: who stands on each, and what the floor is for. */
export const FLOORS = [
  {
    name: "faces",
    purpose: "An action folder a verb, and the command line: three lines each, that name the verb and the face.",
    rooms: ["actions", "cli"],
  },
  {
    name: "commands",
    purpose: "One file a verb: inputs to ports to capability to outcome. The only place where ports meet adapters.",
    rooms: ["commands"],
  },
  {
    name: "capabilities",
    purpose: "The thinking. What they need from outside they ask for as small interfaces.",
    rooms: [
      "model-package",
      "provenance",
      "safety-scan",
      "signing",
      "model-card",
      "verification",
      "behavior",
      "comparison",
      "governance",
      "canary",
      "experiments",
      "feedback",
      "promotion",
      "rollout",
      "history",
      "site",
      "starter",
      "diagnosis",
    ],
  },
  {
    name: "adapters",
    purpose: "The only places that touch the world.",
    rooms: ["runtime", "github", "git", "models", "data", "process", "storage", "registry", "sigstore", "alerts"],
  },
  {
    name: "kernel",
    purpose: "Pure: no input or output, no clock, no chance but a given seed.",
    rooms: [
      "evidence",
      "stats",
      "flags",
      "report",
      "tables",
      "model-files",
      "clearance",
      "refs",
      "signals",
      "personal-data",
      "calendar",
    ],
  },
] as const;

export type FloorName = (typeof FLOORS)[number]["name"];

export const KERNEL = roomsOf("kernel");
export const CAPABILITIES = roomsOf("capabilities");
export const ADAPTERS = roomsOf("adapters");
const BELOW_THE_FACES = [...KERNEL, ...CAPABILITIES, ...ADAPTERS, ...roomsOf("commands")];

/** What each may import of ours: arrows point down, never up, never sideways between capabilities or adapters. */
export const ALLOWED: ReadonlyMap<string, readonly string[]> = new Map([
  ["evidence", []],
  ["stats", []],
  ["flags", []],
  ["report", ["evidence"]],
  ["tables", ["evidence"]],
  ["model-files", ["evidence"]],
  ["clearance", ["evidence", "report"]],
  ["refs", ["evidence", "stats"]],
  ["signals", ["evidence", "stats"]],
  ["personal-data", ["evidence"]],
  ["calendar", ["evidence"]],
  ...[...CAPABILITIES, ...ADAPTERS].map((room): [string, readonly string[]] => [room, KERNEL]),
  ["commands", [...KERNEL, ...CAPABILITIES, ...ADAPTERS]],
  ["cli", BELOW_THE_FACES],
  ["actions", BELOW_THE_FACES],
]);

/** The room that a file belongs to: a package's folder, or "actions"; the path is relative to the repository. */
export function partOf({ path }: { readonly path: string }): string {
  const [top = "", name = ""] = path.split("/");
  return top === "packages" ? name : top;
}

/** The floor of a room; undefined where it has none. */
export function floorOf(room: string): FloorName | undefined {
  return FLOORS.find(({ rooms }) => rooms.some((name) => name === room))?.name;
}

function roomsOf(floor: FloorName): readonly string[] {
  return FLOORS.find(({ name }) => name === floor)?.rooms ?? [];
}
