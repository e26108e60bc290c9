import { basename } from "node:path";
import { compareCodePoints } from "@airworthy/evidence";
import type { ExperimentRecord } from "@airworthy/governance";
import { captureOutput } from "@airworthy/process";
import * as v from "valibot";

type Surroundings = Omit<Parameters<typeof captureOutput>[0], "argv">;
type Packages = ExperimentRecord["packages"][number];
type Package = Packages["packages"][number];

/** More than any environment has. */
const MOST_PACKAGES = 10_000;
const LONGEST_TEXT = 200;
const PYTHON = /^python(\d+(\.\d+)*)?(\.exe)?$/i;
/** Python's own list: pip need not be there. */
const PYTHON_LIST =
  "import importlib.metadata as m,json;print(json.dumps([{'name':d.metadata['Name'],'version':d.version} for d in m.distributions()]))";

const text = v.pipe(v.string(), v.maxLength(LONGEST_TEXT));
const listSchema = v.array(v.object({ name: text, version: text }));
const npmSchema = v.object({ dependencies: v.optional(v.record(text, v.object({ version: v.optional(text) })), {}) });

/** What package managers say is installed; those that are not there, fail or say what cannot be read are left out. */
export async function readPackages(program: string, surroundings: Surroundings): Promise<readonly Packages[]> {
  const capture = async (...argv: [string, ...string[]]) => jsonOf(await captureOutput({ ...surroundings, argv }));
  const python = await capture(pythonFor(program), "-c", PYTHON_LIST);
  const conda = surroundings.env["CONDA_PREFIX"] === undefined ? null : await capture("conda", "list", "--json");
  const npm = await capture("npm", "ls", "--depth=0", "--json");
  return [
    { manager: "python", packages: listOf(python) },
    { manager: "conda", packages: listOf(conda) },
    { manager: "npm", packages: dependenciesOf(npm) },
  ].filter(({ packages }) => packages.length > 0);
}

/** The versions of the languages that experiments are written in, where they are there. */
export async function readPrograms(program: string, surroundings: Surroundings): Promise<readonly Package[]> {
  const programs = [
    ["node", "node"],
    ["python", pythonFor(program)],
  ] as const;
  const found: Package[] = [];
  for (const [name, file] of programs) {
    const printed = await captureOutput({ ...surroundings, argv: [file, "--version"] });
    const version = /\d+\.\d+[\w.+-]*/.exec(printed ?? "")?.[0];
    if (version !== undefined) found.push({ name, version: version.slice(0, LONGEST_TEXT) });
  }
  return found;
}

/** The interpreter that the command runs, or else the usual one. */
function pythonFor(program: string): string {
  if (PYTHON.test(basename(program))) return program;
  return process.platform === "win32" ? "python" : "python3";
}

function listOf(value: unknown): Package[] {
  const { success, output } = v.safeParse(listSchema, value);
  return success ? sorted(output) : [];
}

function dependenciesOf(value: unknown): Package[] {
  const { success, output } = v.safeParse(npmSchema, value);
  if (!success) return [];
  return sorted(
    Object.entries(output.dependencies).flatMap(([name, { version }]) =>
      version === undefined ? [] : [{ name, version }],
    ),
  );
}

/** Each once: Python may find one in several folders. */
function sorted(packages: readonly Package[]): Package[] {
  const distinct = new Map(packages.map(({ name, version }) => [`${name} ${version}`, { name, version }]));
  return [...distinct]
    .sort(([a], [b]) => compareCodePoints(a, b))
    .map(([, one]) => one)
    .slice(0, MOST_PACKAGES);
}

function jsonOf(printed: string | null): unknown {
  try {
    return JSON.parse(printed ?? "");
  } catch {
    return null;
  }
}
