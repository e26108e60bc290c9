import type { VersionRef } from "@airworthy/evidence";
import { formatCounted } from "@airworthy/report";
import type { Ports } from "@airworthy/runtime";
import { type ScanResult, scanFiles } from "@airworthy/safety-scan";
import { rootDigest } from "@airworthy/signing";
import { digestAll, shownPath } from "@airworthy/storage";
import type { PackageInputs } from "./inputs.ts";
import { openedInTurn } from "./model-files.ts";
import type { Prepared } from "./prepare.ts";

/** More than a reader of a log looks through; SARIF and the evidence have them all. */
const LOGGED_FINDINGS = 20;

/** Looks into every file for what it could do to whoever loads it. Nothing is loaded. */
export async function scanModel({ files, plan }: Prepared, inputs: PackageInputs, ports: Ports): Promise<ScanResult> {
  const progress = ports.progress("Scan", files.length, "files");
  const options = {
    allowGlobals: inputs["allow-globals"] ?? [],
    acceptUnscanned: inputs["accept-unscanned"] ?? [],
    onFile: () => {
      ports.signal.throwIfAborted();
      progress.advance(1);
    },
  };
  const result = await scanFiles(openedInTurn(files, plan.source), options).finally(progress.finish);
  const shown = result.findings.slice(0, LOGGED_FINDINGS);
  for (const { path, message } of shown) ports.log.info(`${shownPath(path)}: ${message}`);
  if (shown.length < result.findings.length) {
    ports.log.info(`and ${formatCounted(result.findings.length - shown.length, "more finding", "more findings")}`);
  }
  return result;
}

/** What was examined, where no package came of it: the digest of all files, as OpenSSF's model signatures have it. */
export async function examined({ files, plan }: Prepared, { signal }: Ports): Promise<VersionRef> {
  const { reference, source } = plan;
  const tasks = files.map(({ location, path }) => ({ location, shown: `${source.shown}/${path}` }));
  const sha256 = rootDigest(await digestAll(tasks, { signal }));
  return { ...reference, sha256, digestOf: "input" };
}
