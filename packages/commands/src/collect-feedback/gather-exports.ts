import { matchingFiles } from "@airworthy/data";
import type { InputFile } from "@airworthy/evidence";
import { EXPORT_FIELDS, type ExportField, type Read, readExport } from "@airworthy/feedback";
import type { SaltedHash } from "@airworthy/personal-data";
import type { FeedbackSection } from "../configuration/feedback-section.ts";
import { MOST_BYTES, readExportLines } from "./export-lines.ts";
import type { Source } from "./gather-issues.ts";

export interface GatheredExports {
  /** One of each file; lines are taken apart as they are asked for. */
  readonly reads: readonly Iterable<Read>[];
  readonly read: readonly InputFile[];
}

/** What applications exported. People are known by hashes alone. Throws a UserError for a file that cannot be read. */
export async function gatherExports(
  { section, settings, ports }: Source,
  pseudonym: SaltedHash,
): Promise<GatheredExports> {
  const reads: Iterable<Read>[] = [];
  const read: InputFile[] = [];
  const on = ports.now().toISOString();
  let left = MOST_BYTES;
  for (const written of section.exports) {
    const columns = columnsOf(written);
    for (const { path, name } of await matchingFiles([written.path], ports.cwd)) {
      const { file, bytes, lines } = await readExportLines(path, name, left);
      left -= bytes;
      read.push(file);
      reads.push(
        readExport(lines, { ...settings, consent: written.consent ?? null, file: name, columns, pseudonym, on }),
      );
    }
  }
  return { reads, read };
}

function columnsOf({ columns = {} }: FeedbackSection["exports"][number]): ReadonlyMap<ExportField, string> {
  return new Map(
    EXPORT_FIELDS.flatMap((field) => {
      const column = columns[field];
      return column === undefined ? [] : [[field, column] as const];
    }),
  );
}
