import { resolve } from "node:path";
import type { ExaminedEvidence } from "@airworthy/clearance";
import { type InputFile, isSha256, type Statement, sha256, UserError, type VersionRef } from "@airworthy/evidence";
import {
  CHECKLIST_TYPE,
  type ChecklistPredicate,
  checkFacts,
  type DossierInput,
  parseChecklist,
  parseChecklistEvidence,
  parseExceptions,
  parseSignOffs,
  stateChecklist,
} from "@airworthy/governance";
import { PROVENANCE_PREDICATE, parseProvenance } from "@airworthy/provenance";
import { type InputValues, type Ports, TOOL } from "@airworthy/runtime";
import { readSmallFile } from "@airworthy/storage";
import { readPolicy } from "../baseline/read-policy.ts";
import { dayOf } from "../day-of.ts";
import { newestFirst, timeToCome } from "../verify-model/checklist-standing.ts";
import type { DOSSIER_INPUTS } from "./inputs.ts";

const CHECKLIST_FILE = ".airworthy/checklist.yml";
const COMMAND = "npx airworthy write-dossier";

/** How a package's checklist stands as far as that is proven, and the files that say so beside the evidence. */
export interface ReadChecklist extends Pick<DossierInput, "checklist" | "unproven"> {
  readonly read: readonly InputFile[];
}

type Inputs = Pick<InputValues<typeof DOSSIER_INPUTS>, "checklist" | "sign-offs" | "exceptions" | "token">;

/**
 * How the checklist stands today: as its newest evidence says, which is judged anew; else as its file, the sign-offs and the exceptions
 * come to today. What is allowed, that is checklist and exceptions, is the base's on a pull request. A sign-off names the
 * package, which a base cannot know: it is the change's own.
 */
export async function readChecklist(
  { subject, evidence }: { readonly subject: VersionRef; readonly evidence: readonly ExaminedEvidence[] },
  inputs: Inputs,
  ports: Ports,
): Promise<ReadChecklist> {
  const [newest] = evidence
    .filter(({ statement }) => statement.predicateType === CHECKLIST_TYPE)
    .map(({ name, statement }) => ({ name, statement, made: parseChecklistEvidence(statement) }))
    .toSorted((a, b) => newestFirst(a.made, b.made));
  if (newest !== undefined) return { ...checkedEvidence(newest, evidence, ports), read: [] };
  const judged = await judgeChecklistFile({ subject, evidence }, inputs, COMMAND, ports);
  return { checklist: judged?.statement.predicate ?? null, unproven: [], read: judged?.read ?? [] };
}

/**
 * What the checklist's file, the sign-offs and the exceptions come to today, as evidence of the package; null where there is no
 * such file and none was named.
 */
export async function judgeChecklistFile(
  { subject, evidence }: { readonly subject: VersionRef; readonly evidence: readonly ExaminedEvidence[] },
  inputs: Inputs,
  command: string,
  ports: Ports,
): Promise<{ readonly statement: Statement<ChecklistPredicate>; readonly read: readonly InputFile[] } | null> {
  const name = inputs.checklist ?? CHECKLIST_FILE;
  const { text } = await readPolicy(name, inputs.token, ports);
  if (text === null) {
    if (inputs.checklist === undefined) return null;
    throw new UserError(`checklist: there is no ${name}`, { remedy: "Check the path, or leave the input away." });
  }
  const signOffs = await readOptional(inputs["sign-offs"], ports);
  const exceptions = (await readPolicy(inputs.exceptions, inputs.token, ports)).text;
  const read = [
    ...inputOf(name, text),
    ...inputOf(inputs["sign-offs"], signOffs),
    ...inputOf(inputs.exceptions, exceptions),
  ];
  const now = ports.now();
  const statement = stateChecklist({
    candidate: subject,
    data: dataOf(evidence),
    asOf: dayOf(now),
    checklist: parseChecklist(text, name),
    evidence,
    signOffs: signOffs === null ? [] : parseSignOffs(signOffs, inputs["sign-offs"]),
    exceptions: exceptions === null ? [] : parseExceptions(exceptions, inputs.exceptions),
    command,
    inputs: [...read, ...evidence.map(({ name: file, sha256: digest }) => ({ name: file, sha256: digest }))],
    tool: TOOL,
    startedOn: now.toISOString(),
    finishedOn: now.toISOString(),
  });
  return { statement, read };
}

/**
 * What the checklist's evidence says of other evidence must be what that evidence says; where it is not here, nothing holds by it.
 * Evidence that it says nothing of may deny a line.
 */
function checkedEvidence(
  { name, statement, made }: Pick<ExaminedEvidence, "name" | "statement"> & { readonly made: ChecklistPredicate },
  evidence: readonly ExaminedEvidence[],
  { now }: Ports,
): Pick<ReadChecklist, "checklist" | "unproven"> {
  const today = dayOf(now());
  const toCome = timeToCome(made, today);
  if (toCome !== null) {
    throw new UserError(`${name}: the checklist is as of ${toCome}, a day to come`, {
      remedy: "Make the checklist's evidence anew, where the clock is right.",
    });
  }
  const predicate = parseChecklistEvidence(statement, today);
  const { contradicted, absent, proven } = checkFacts(predicate, evidence, dataOf(evidence));
  const [wrong] = contradicted;
  if (wrong !== undefined) {
    throw new UserError(`${name}: the file sha256:${wrong.sha256} does not say what ${wrong.name} is said to say`, {
      remedy: "Make the checklist's evidence anew from the evidence that there is.",
    });
  }
  return { checklist: proven, unproven: absent };
}

/** The SHA-256 of each data set that the provenance names, whatever else it was made of. */
export function dataOf(evidence: readonly Pick<ExaminedEvidence, "statement">[]): string[] {
  const resources = evidence
    .filter(({ statement }) => statement.predicateType === PROVENANCE_PREDICATE)
    .flatMap(({ statement }) => parseProvenance(statement).buildDefinition.resolvedDependencies ?? []);
  const digests = resources
    .filter(({ annotations }) => annotations?.["role"] === "dataset")
    .flatMap(({ digest }) => digest?.["sha256"] ?? []);
  return [...new Set(digests.filter(isSha256))].sort();
}

function inputOf(name: string, text: string | null): readonly InputFile[] {
  return text === null ? [] : [{ name, sha256: sha256(text) }];
}

async function readOptional(name: string, { cwd }: Ports): Promise<string | null> {
  try {
    return await readSmallFile(resolve(cwd, name), name);
  } catch (error) {
    const cause = error instanceof UserError ? error.cause : null;
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return null;
    throw error;
  }
}
