import { join, resolve } from "node:path";
import { type Report, renderMarkdown, renderPage } from "@airworthy/report";
import { writeWhole } from "@airworthy/storage";

/** The paths of the files, as the user would write them. */
export interface WrittenReport {
  readonly markdown: string;
  readonly page: string;
}

/** Writes report.md and report.html, whole, each file whole or not at all. Throws a UserError where it cannot. */
export async function writeReport(report: Report, folder: string, cwd: string): Promise<WrittenReport> {
  const written = { markdown: join(folder, "report.md"), page: join(folder, "report.html") };
  await writeWhole(resolve(cwd, written.markdown), `${renderMarkdown(report.blocks).text}\n`, written.markdown);
  await writeWhole(resolve(cwd, written.page), renderPage(report), written.page);
  return written;
}
