import { sha256 } from "@airworthy/evidence";
import type { ScanFinding } from "./finding.ts";
import { type FindingVerdict, RULES, type RuleId } from "./rules.ts";
import type { ScanResult } from "./scan-files.ts";

/** https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
const LEVELS: Readonly<Record<FindingVerdict, "error" | "warning" | "note">> = {
  fail: "error",
  inconclusive: "warning",
  warn: "note",
};

/** What GitHub's code scanning ranks by: from 0 to 10, over 7 is high. */
const SECURITY_SEVERITY: Readonly<Record<FindingVerdict, string>> = { fail: "8.5", inconclusive: "5.0", warn: "3.0" };

/**
 * The findings as SARIF 2.1.0, for code scanning: a line feed at the end, the same bytes for the same result. Paths are
 * percent-encoded and relative to the model's folder; a member of an archive is named in the message.
 */
export function toSarif(result: ScanResult, tool: { readonly name: string; readonly version: string }): string {
  const rules = [...new Set(result.findings.map(({ rule }) => rule))].sort();
  const log = {
    $schema: SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: tool.name, version: tool.version, rules: rules.map(ruleOf) } },
        columnKind: "unicodeCodePoints",
        results: result.findings.map((finding) => resultOf(finding, rules)),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function ruleOf(id: RuleId): object {
  const { title, help, verdict } = RULES[id];
  return {
    id,
    shortDescription: { text: `${title}.` },
    fullDescription: { text: `${title}. ${help}` },
    help: { text: help },
    defaultConfiguration: { level: LEVELS[verdict] },
    properties: { "security-severity": SECURITY_SEVERITY[verdict], tags: ["security"] },
  };
}

function resultOf(finding: ScanFinding, rules: readonly RuleId[]): object {
  const { rule, verdict, path, message } = finding;
  // The file, and not the member in it, is what a viewer can open. A file's own name may have the mark too.
  const [file = ""] = path.split("!");
  const inside = path === file ? "" : ` (in ${path})`;
  return {
    ruleId: rule,
    ruleIndex: rules.indexOf(rule),
    level: LEVELS[verdict],
    message: { text: `${message}${inside}.` },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: uriOf(file), uriBaseId: "%SRCROOT%" }, ...regionOf(finding) },
      },
    ],
    // Without the place: what moves within a file is the same finding.
    partialFingerprints: { "finding/v1": sha256(JSON.stringify([rule, path, message])) },
  };
}

function regionOf({ line, offset, path }: ScanFinding): object {
  if (line !== null) return { region: { startLine: line } };
  return offset === null || path.includes("!") ? {} : { region: { byteOffset: offset, byteLength: 0 } };
}

/** Percent-encoded, with lone surrogates replaced; a colon in the first segment would read as a scheme. */
function uriOf(path: string): string {
  return path.toWellFormed().split("/").map(encodeURIComponent).join("/");
}
