import { UserError } from "@airworthy/evidence";
import { isDigest, type Move, type MoveRequest, shareOf, type Version } from "@airworthy/rollout";
import type { Ports } from "@airworthy/runtime";
import { resolveAnywhere } from "../registry-package.ts";
import type { RolloutInputs } from "./inputs.ts";
import { isStop } from "./stops.ts";

/** What the state and the log take. */
const LONGEST_REASON = 1_000;
/** "5%", or "100% of staff". */
const STEP = /^(\S+ ?%)(?: of (.+))?$/;

/** What is asked, of its inputs alone. Throws a UserError for what is missing, and for a package that cannot be opened. */
export async function readRequest(move: Move, inputs: RolloutInputs, ports: Ports): Promise<MoveRequest> {
  // Nobody who is in a hurry counts characters.
  const reason = isStop(move) ? inputs.why?.slice(0, LONGEST_REASON) : inputs.why;
  const asked = { id: requestOf(move, inputs, ports), reason: reason ?? null };
  switch (move) {
    case "start":
      return {
        ...asked,
        move,
        candidate: await versionOf("package", inputs["candidate-version"], inputs, ports),
        baseline:
          inputs["baseline-package"] === undefined
            ? null
            : await versionOf("baseline-package", inputs["baseline-version"], inputs, ports),
      };
    case "advance":
      return { ...asked, move, to: inputs.to === undefined ? null : readStep(inputs.to) };
    case "rollback":
      return { ...asked, move, digest: inputs.digest === undefined ? null : readDigest(inputs.digest) };
    case "allow":
      return { ...asked, move, digest: readDigest(inputs.digest ?? ""), reason: inputs.why ?? "" };
    default:
      return { ...asked, move };
  }
}

/** A run that is repeated asks for the same again: it gets its first answer. */
function requestOf(move: Move, { request }: RolloutInputs, { env }: Ports): string | null {
  if (request !== undefined) return request;
  const run = env["GITHUB_ACTIONS"] === "true" ? env["GITHUB_RUN_ID"] : undefined;
  return run === undefined ? null : `run-${run}-${move}`;
}

async function versionOf(
  input: "package" | "baseline-package",
  called: string | undefined,
  inputs: RolloutInputs,
  ports: Ports,
): Promise<Version> {
  const reference = inputs[input];
  if (reference === undefined) {
    throw new UserError(`${input} is missing: a start needs it`, {
      remedy: "Give the folder of a package, oci://host/name:tag, or sha256: and 64 digits.",
    });
  }
  const { sha256, version } = await resolveAnywhere(reference, ports, inputs);
  return { digest: `sha256:${sha256}`, version: called ?? version };
}

function readStep(text: string): { readonly share: number; readonly segment: string | null } {
  const [, percentage = "", segment = null] = STEP.exec(text.trim()) ?? [];
  const share = shareOf(percentage);
  if (share !== null) return { share, segment };
  throw new UserError(
    `to: ${JSON.stringify(text.slice(0, 120))} was given; a step such as "5%" or "100% of staff" is allowed`,
  );
}

function readDigest(text: string): string {
  const given = JSON.stringify(text.slice(0, 120));
  if (isDigest(text)) return text;
  throw new UserError(`digest: ${given} was given; sha256: and 64 lower-case hexadecimal digits are allowed`);
}
