import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseReproducibility } from "@airworthy/governance";
import type { CheckInputs } from "../../packages/commands/src/check-reproducibility/inputs.ts";
import { checkReproducibility } from "../../packages/commands/src/check-reproducibility.ts";
import { silentPorts } from "./silent-ports.ts";

/** A program that makes the same each time. */
export const STEADY = `fs.writeFileSync("out.json", JSON.stringify({ seed: Number(process.env.AIRWORTHY_SEED), loss: [0.5, 0.25] }));`;

/** A folder with a program, and the check of it with some inputs given and all others at their defaults. */
export async function program(code: string) {
  const space = await mkdtempDisposable(join(tmpdir(), "airworthy-check-"));
  await writeFile(join(space.path, "run.cjs"), `const fs = require("fs");\n${code}`);
  // Without programs to ask for packages, which takes a second a check.
  const env: Record<string, string | undefined> = { ...process.env, PATH: "", Path: "" };
  return {
    path: space.path,
    env,
    async check(given: Partial<CheckInputs> = {}) {
      const command = JSON.stringify([process.execPath, "run.cjs"]);
      const inputs = { ...defaults(), command, outputs: ["out*"], ...given };
      const outcome = await checkReproducibility.run(inputs, silentPorts(space.path, { env }));
      const [evidence] = outcome.evidence;
      if (evidence === undefined) throw new Error("no evidence");
      return { ...outcome, statement: evidence.statement, predicate: parseReproducibility(evidence.statement) };
    },
    [Symbol.asyncDispose]: () => space.remove(),
  };
}

/** What the definition itself gives where nobody says anything. */
export function defaults(): CheckInputs {
  const { command: _command, outputs: _outputs, ...others } = checkReproducibility.inputs;
  const read = <T>(input: { readonly defaultText: string | undefined; parse(text: string): T }) =>
    input.parse(input.defaultText ?? "");
  return {
    command: "",
    outputs: [],
    "working-directory": read(others["working-directory"]),
    isolation: read(others.isolation),
    exclude: read(others.exclude),
    runs: read(others.runs),
    tolerance: undefined,
    stdout: read(others.stdout),
    perturb: undefined,
    seed: read(others.seed),
    threads: read(others.threads),
    environment: undefined,
    timeout: read(others.timeout),
    "output-limit": read(others["output-limit"]),
    keep: undefined,
    data: undefined,
    parameters: undefined,
    metrics: undefined,
    image: undefined,
    package: undefined,
    "candidate-name": undefined,
    "candidate-version": undefined,
    mlflow: undefined,
    openlineage: undefined,
    "job-namespace": read(others["job-namespace"]),
  };
}
