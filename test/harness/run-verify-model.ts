import { verifyModel } from "@airworthy/commands";
import { formatStatement, parseStatement, UserError } from "@airworthy/evidence";
import type { InputValues } from "@airworthy/runtime";
import { parseVerification } from "@airworthy/verification";
import { silentPorts } from "./silent-ports.ts";

type Inputs = InputValues<typeof verifyModel.inputs>;

/** A folder, with whatever is verified in it. */
interface Workspace {
  readonly path: string;
}

const INPUTS: Inputs = {
  package: "layout",
  signature: undefined,
  key: undefined,
  certificates: undefined,
  identity: undefined,
  "identity-issuer": undefined,
  "trusted-root": undefined,
  repository: undefined,
  workflow: undefined,
  ref: undefined,
  builder: undefined,
  require: undefined,
  evidence: undefined,
  ignore: undefined,
  "ignore-unsigned": false,
  "registry-username": undefined,
  "registry-password": undefined,
};

/** Runs the verb in a workspace, and reads back the evidence that it would write. */
export async function verify(space: Workspace, changes: Partial<Inputs> = {}, now = new Date("2026-01-01T00:00:00Z")) {
  const ports = silentPorts(space.path, { now: () => now });
  const outcome = await verifyModel.run({ ...INPUTS, ...changes }, ports);
  const [file] = outcome.evidence;
  if (file === undefined) throw new Error("there is no evidence");
  const predicate = parseVerification(parseStatement(formatStatement(file.statement), file.name));
  return { ...outcome, predicate };
}

/** What the verb complains of; its verdict where it does not. */
export async function problem(space: Workspace, changes: Partial<Inputs>): Promise<string> {
  try {
    const { verdict, headline } = await verify(space, changes);
    return `${verdict}: ${headline}`;
  } catch (error) {
    return error instanceof UserError ? error.message : `a bug: ${error}`;
  }
}
