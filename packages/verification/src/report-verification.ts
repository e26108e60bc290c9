import type { Statement, Verdict } from "@airworthy/evidence";
import { type Fold, formatCounted, type ReportRow, type ReportSection } from "@airworthy/report";
import { signatureWords } from "./headline.ts";
import {
  type FileDifference,
  parseVerification,
  type VerificationFinding,
  type VerificationPredicate,
} from "./predicate.ts";

/** More than a reader looks through; the evidence holds them all. */
const SHOWN = 100;

/** What a verification has to say in a report. Throws a UserError if the statement's predicate is not whole. */
export function reportVerification(statement: Statement): ReportSection {
  const predicate = parseVerification(statement);
  // A warning is no test of the model, which a row would pass for; it is told where all that was checked is.
  const wrong = predicate.findings.filter(({ verdict }) => verdict !== "pass" && verdict !== "warn");
  return {
    title: "Verification",
    verdict: predicate.verdict,
    headline: shortDigests(predicate.headline),
    candidate: predicate.candidate,
    baseline: null,
    rows: wrong.slice(0, SHOWN).map(row),
    folds: [...differencesFold(predicate.differences), ...checksFolds(predicate)],
    facts: [formatCounted(predicate.files, "file"), shortDigests(signedFact(predicate))],
    commands: [],
  };
}

const SEVERITIES = { pass: 0, warn: 0, inconclusive: 0, fail: 1, error: 1 } as const satisfies Record<Verdict, number>;

function row({ id, kind, verdict, change, headline, reasonCode }: VerificationFinding): ReportRow {
  return {
    change,
    verdict,
    what: [`${kind.replaceAll("-", " ")} `, { kind: "code", text: id }],
    was: null,
    now: null,
    difference: headline,
    reason: reasonCode.replaceAll("-", " "),
    severity: SEVERITIES[verdict],
  };
}

function signedFact({ signers, findings }: VerificationPredicate): string {
  const checks = findings.map(({ id, headline, ...finding }) => ({ ...finding, subject: id, message: headline }));
  return signatureWords({ signers, checks });
}

/** What deserves a look, and apart from it all that holds: a reader of the first should not have to find it in the second. */
function checksFolds({ findings }: VerificationPredicate): readonly Fold[] {
  const notable = findings.filter(({ verdict }) => verdict !== "pass");
  const sound = findings.filter(({ verdict }) => verdict === "pass");
  return [
    ...checksFold(`To look at: ${formatCounted(notable.length, "check")}`, notable),
    ...checksFold(`What holds: ${formatCounted(sound.length, "check")}`, sound),
  ];
}

function checksFold(summary: string, findings: readonly VerificationFinding[]): readonly Fold[] {
  if (findings.length === 0) return [];
  const columns = ["Kind", "What", "In words", "Reason"].map((title) => ({ title, align: "left" }) as const);
  const rows = findings
    .slice(0, SHOWN)
    .map(({ kind, id, reasonCode, headline }) => [
      kind.replaceAll("-", " "),
      { kind: "code", text: id } as const,
      shortDigests(headline),
      reasonCode,
    ]);
  return [{ kind: "fold", summary, blocks: [{ kind: "table", columns, rows }, ...rest(findings.length, "check")] }];
}

/** As the report shows a package's digest; the evidence has them whole. */
function shortDigests(text: string): string {
  return text.replace(/\b(sha256:[0-9a-f]{12})[0-9a-f]{52}\b/g, "$1…");
}

function differencesFold(differences: readonly FileDifference[]): readonly Fold[] {
  if (differences.length === 0) return [];
  const shown = differences.slice(0, SHOWN);
  return [
    {
      kind: "fold",
      summary: `Files that differ: ${differences.length}`,
      blocks: [
        {
          kind: "table",
          columns: [
            { title: "File", align: "left" },
            { title: "Change", align: "left" },
            { title: "Expected", align: "left" },
            { title: "Found", align: "left" },
          ],
          rows: shown.map(({ path, change, expected, found }) => [
            { kind: "code", text: path },
            change,
            expected ?? "",
            found ?? "",
          ]),
        },
        ...rest(differences.length, "file"),
      ],
    },
  ];
}

function rest(count: number, noun: string) {
  const left = count - SHOWN;
  return left > 0
    ? [{ kind: "paragraph" as const, text: `and ${formatCounted(left, noun)} more, in the evidence.` }]
    : [];
}
