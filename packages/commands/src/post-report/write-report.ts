import { join, resolve } from "node:path";
import { formatReport, type ReportFile, renderMarkdown } from "@airworthy/report";
import { writeWhole } from "@airworthy/storage";

/** The paths of the files, as the user would write them. */
interface WrittenReport {
  readonly report: string;
  readonly markdown: string;
  readonly page: string;
}

/** Writes report.json, report.md and report.html, each file whole or not at all. Throws a UserError where it cannot. */
export async function writeReport(report: ReportFile, folder: string, cwd: string): Promise<WrittenReport> {
  const written = {
    report: join(folder, "report.json"),
    markdown: join(folder, "report.md"),
    page: join(folder, "report.html"),
  };
  await writeWhole(resolve(cwd, written.report), formatReport(report, report.evidence), written.report);
  await writeWhole(resolve(cwd, written.markdown), `${renderMarkdown(report.blocks).text}\n`, written.markdown);
  // Only now: it loads what draws, which other verbs do without.
  const { renderPage } = await import("@airworthy/report/page");
  await writeWhole(resolve(cwd, written.page), renderPage(report), written.page);
  return written;
}
