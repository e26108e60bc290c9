import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { UserError } from "@airworthy/evidence";
import { type Report, renderMarkdown, renderPage } from "@airworthy/report";
import { writeWhole } from "@airworthy/runtime";

/** The paths of the files, as the user would write them. */
export interface WrittenReport {
  readonly markdown: string;
  readonly page: string;
}

/** Writes report.md and report.html, whole, each file whole or not at all. Throws a UserError where it cannot. */
export async function writeReport(report: Report, folder: string, cwd: string): Promise<WrittenReport> {
  const written = { markdown: join(folder, "report.md"), page: join(folder, "report.html") };
  try {
    await mkdir(resolve(cwd, folder), { recursive: true });
    await writeWhole(resolve(cwd, written.markdown), `${renderMarkdown(report.blocks).text}\n`);
    await writeWhole(resolve(cwd, written.page), renderPage(report));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new UserError(`The report cannot be written to ${folder}: ${why}`, {
      remedy: "Give a folder that can be written as `output`.",
      cause,
    });
  }
  return written;
}
