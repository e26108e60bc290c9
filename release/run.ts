// npm run release -- [build] [scenarios] [attest] [verify] [push] [announce] [publish] [--dry-run] …: docs/releasing.md says what each does.
import { join } from "node:path";
import { type Options, parseOptions, type StepName } from "./options.ts";
import { Refusal } from "./refusal.ts";
import { say } from "./say.ts";

/** Loaded when they run: those after the build use Node alone, so that no job which may write installs a package. */
const STEPS: Readonly<Record<StepName, (options: Options) => Promise<void>>> = {
  build: async (options) => (await import("./steps/build.ts")).build(options),
  scenarios: async (options) => (await import("./steps/run-scenarios.ts")).runScenarios(options),
  attest: async (options) => (await import("./steps/rehearse-attestation.ts")).rehearseAttestation(options),
  verify: async (options) => (await import("./steps/verify.ts")).verify(options),
  push: async (options) => (await import("./steps/push.ts")).push(options),
  announce: async (options) => (await import("./steps/announce.ts")).announce(options),
  publish: async (options) => (await import("./steps/publish.ts")).publish(options),
};

try {
  const options = parseOptions(process.argv.slice(2), join(import.meta.dirname, ".."));
  for (const name of options.steps) {
    say(`== ${name}`);
    await STEPS[name](options);
  }
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  process.stderr.write(`error: ${error.message}\n`);
  process.exitCode = 2;
}
