import { formatStatement, type Statement, UserError } from "@airworthy/evidence";
import { readEvent } from "@airworthy/github";
import type { Outcome, Ports } from "@airworthy/runtime";
import { evidenceAttachment } from "../attachments.ts";
import { openPlace } from "../package-place.ts";
import { STORED_LOGIN } from "../registry-package.ts";
import { mayBeOfFork } from "./may-be-of-fork.ts";

/** What became of a checklist that should go along with its package. */
export interface Attached {
  /** The package that has it now, as the user wrote it; null where none has. */
  readonly to: string | null;
  /** Why none has; null where one has. */
  readonly why: string | null;
  /** Whether a package was there to have it: then that none has is a warning. */
  readonly isExpected: boolean;
}

/** The evidence of a checklist, and the name of its file. */
interface NamedStatement {
  readonly name: string;
  readonly statement: Statement;
}

const DIGEST = "sha256:";

/**
 * Attaches the checklist's evidence, unsigned, to the package that it is of. In a layout it takes the place of an older one; a
 * registry keeps that too, and the newest counts. What a fork's change says is attached to nothing. That it could not be
 * attached is no error: the evidence is there all the same.
 */
export async function attachChecklist(
  checklist: NamedStatement,
  reference: string | undefined,
  ports: Ports,
): Promise<Attached> {
  if (reference === undefined || reference.startsWith(DIGEST)) {
    const why = `${reference === undefined ? "no package was" : "only its digest was"} given`;
    return { to: null, why, isExpected: false };
  }
  const event = await readEvent(ports.env);
  if (event !== null && mayBeOfFork(event)) {
    return { to: null, why: "the change may be a fork's, whose word nobody here answers for", isExpected: true };
  }
  try {
    ports.signal.throwIfAborted();
    await ports.log.group("Attach the checklist", () => attach(checklist, reference, ports));
    return { to: reference, why: null, isExpected: true };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const why = error.remedy === undefined ? error.message : `${error.message}. ${error.remedy}`;
    return { to: null, why: why.replace(/\.$/, ""), isExpected: true };
  }
}

async function attach({ name, statement }: NamedStatement, reference: string, ports: Ports): Promise<void> {
  const place = await openPlace(reference, STORED_LOGIN, ports);
  const own = `${DIGEST}${statement.subject[0].digest.sha256}`;
  if (place.subject.digest !== own) {
    throw new UserError(`${reference} is ${place.subject.digest} by now, and the checklist is of ${own}`);
  }
  await place.attach([evidenceAttachment(name, formatStatement(statement), statement.predicateType)]);
  ports.log.info(`${name} goes along with ${reference}`);
}

/** The outcome with what became of the checklist: where a package is there and does not have it, a warning at least. */
export function withAttached<O extends string>(
  outcome: Outcome<O | "attached">,
  { to, why, isExpected }: Attached,
): Outcome<O | "attached"> {
  const words =
    why === null ? `The checklist goes along with ${to}.` : `The checklist goes along with no package: ${why}.`;
  const told = { ...outcome, outputs: { ...outcome.outputs, attached: to ?? "" } };
  if (why === null || !isExpected)
    return { ...told, summary: [...outcome.summary, { kind: "paragraph", text: words }] };
  const isPass = outcome.verdict === "pass";
  return {
    ...told,
    verdict: isPass ? "warn" : outcome.verdict,
    reasonCode: isPass ? "checklist-not-attached" : outcome.reasonCode,
    summary: [...outcome.summary, { kind: "alert", tone: "warning", lines: [words] }],
    annotations: [...outcome.annotations, { level: "warning", message: words }],
  };
}
