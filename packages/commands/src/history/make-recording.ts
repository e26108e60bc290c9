import { sha256, UserError } from "@airworthy/evidence";
import { type Circumstances, entriesOf, type Recording, readPruneDate } from "@airworthy/history";
import type { ReadSections } from "../post-report/read-report.ts";

export interface RecordingInputs {
  readonly keep: "digests" | "evidence";
  readonly "prune-before": string | undefined;
}

/** What a repository can carry for each run; the table of a behaviour suite of ten thousand cases takes a tenth. */
const MOST_KEPT_CHARACTERS = 20 * 1024 * 1024;

/** What is to be appended of evidence that was read. Throws a UserError for inputs that are not allowed. */
export function makeRecording(
  { files, sections, caveats }: ReadSections,
  circumstances: Circumstances,
  inputs: RecordingInputs,
): Recording {
  const read = files.map((file) => ({ ...file, sha256: sha256(file.text) }));
  const readings = sections.map((section, index) => {
    const file = read[index];
    const evidence = file === undefined ? null : { type: file.statement.predicateType, sha256: file.sha256 };
    return { section, evidence };
  });
  const whole = caveats.map((section) => ({ section, evidence: null }));
  const [first, ...others] = entriesOf([...readings, ...whole], circumstances);
  if (first === undefined) throw new UserError("evidence: it speaks of no model version");
  const kept = new Map(inputs.keep === "evidence" ? read.map((file) => [file.sha256, file.text]) : []);
  const characters = [...kept.values()].reduce((sum, text) => sum + text.length, 0);
  if (characters > MOST_KEPT_CHARACTERS) {
    throw new UserError(
      `keep: the evidence files have ${characters} characters; ${MOST_KEPT_CHARACTERS} are kept at most`,
      { remedy: "Leave `keep` at `digests`, and the files in their artifacts." },
    );
  }
  const { "prune-before": prune } = inputs;
  const pruneBefore = prune ? readPruneDate(prune, new Date(circumstances.recordedOn)) : null;
  return { entries: [first, ...others], kept, pruneBefore };
}
