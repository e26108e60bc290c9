import type { ExaminedEvidence } from "@airworthy/clearance";
import { appendToYaml, UserError } from "@airworthy/evidence";
import { CHECKLIST_TYPE, parseChecklistEvidence, parseSignOffs, type SignOff } from "@airworthy/governance";
import { allHold } from "@airworthy/promotion";
import { dayOf } from "../../day-of.ts";
import { dataOf } from "../../write-dossier/read-checklist.ts";
import { admitToAny, readStages } from "./admission.ts";
import { type Carried, carried, refusedBy } from "./carried.ts";
import type { Doers } from "./dispatch.ts";
import { headPackage } from "./head-evidence.ts";
import { entryMessage, inOneLine, type WrittenEntry, writeEntry } from "./write-entry.ts";

const FILE = ".airworthy/sign-offs.yml";
const LIST = "sign-offs";
const TITLE_DIGITS = 12;

/**
 * `/sign-off LINE REASON`: the word of whoever wrote the comment, for the package of the pull request's head and the data that
 * it was made of. It is committed to the branch, where the next audit of the pull request reads it.
 */
export const signOffByComment: Doers["signOff"] = async ({ command, text, asked }, place) => {
  const { line, reason } = command;
  const { policy } = await readStages(place);
  const asking = policy.stages.filter(({ checklist }) => checklist);
  const stages = asking.length > 0 ? asking : policy.stages;
  const gates = await admitToAny({ verb: "sign-off", text, asked }, stages, policy, place);
  if (!allHold(gates)) return refusedBy(gates, `${line} is not signed off`);
  // Some bots may promote; none has read anything.
  if (asked.isBot) throw new UserError(`A person signs off, and @${asked.actor} is a bot or wrote by an App`);
  const { version, evidence } = await headPackage(asked, place);
  checkLine(line, evidence);
  const who = `@${asked.actor}`;
  const signed = { line, who, on: dayOf(place.ports.now()), package: version.sha256, data: dataOf(evidence) };
  const title = `Sign off ${line} for ${version.name} ${version.version ?? ""} (${version.sha256.slice(0, TITLE_DIGITS)})`;
  const written = await writeEntry(
    {
      path: FILE,
      with: (file) => withSignOff(file, { ...signed, note: inOneLine(reason) }),
      message: entryMessage(title, reason, asked),
      isProposal: false,
    },
    place,
  );
  return told(`${line} is signed off by ${who} for ${version.name} ${version.version ?? version.sha256}`, written);
};

/** A checklist that is at hand says which lines there are. */
export function linesIn(evidence: readonly ExaminedEvidence[]): readonly string[] {
  const made = evidence.filter(({ statement }) => statement.predicateType === CHECKLIST_TYPE);
  const ids = made.flatMap(({ statement }) => parseChecklistEvidence(statement).findings.map(({ id }) => id));
  return [...new Set(ids)];
}

function checkLine(line: string, evidence: readonly ExaminedEvidence[]): void {
  const lines = linesIn(evidence);
  if (lines.length === 0 || lines.includes(line)) return;
  throw new UserError(`The checklist has no line ${JSON.stringify(line)}`, { remedy: `It has ${lines.join(", ")}.` });
}

/** Null where the same person has signed for the same already. */
function withSignOff(file: string | null, signed: SignOff): string | null {
  const standing = file === null || file.trim() === "" ? [] : parseSignOffs(file, FILE);
  if (standing.some((one) => isSame(one, signed))) return null;
  const { line, who, on, package: digest, data, note } = signed;
  const text = appendToYaml(
    file,
    LIST,
    [
      ["line", line],
      ["who", who],
      ["on", on],
      ["package", `sha256:${digest}`],
      ["data", data.map((one) => `sha256:${one}`)],
      ...(note === null ? [] : [["note", note] as const]),
    ],
    FILE,
  );
  // What we write must be what is read.
  parseSignOffs(text, FILE);
  return text;
}

function isSame(one: SignOff, other: SignOff): boolean {
  const isOfData = [...one.data].sort().join() === [...other.data].sort().join();
  return one.line === other.line && one.who === other.who && one.package === other.package && isOfData;
}

function told(headline: string, written: WrittenEntry): Carried {
  const next = "Run the audit of this pull request again: it reads the sign-off.";
  switch (written.state) {
    case "there":
      return carried("unchanged", `${headline} already.`);
    case "committed":
      return carried("signed-off", `${headline}.`, [{ kind: "paragraph", text: next }]);
    case "proposed":
      return carried("proposed", `${headline}, once ${written.where ?? "its pull request"} is merged.`, [
        { kind: "paragraph", text: "The branch takes changes through pull requests only." },
      ]);
  }
}
