import { evidenceType } from "@airworthy/clearance";
import type { VersionRef } from "@airworthy/evidence";
import { type Block, plainText, renderMarkdown } from "@airworthy/report";
import { renderPage } from "@airworthy/report/page";
import { describe, expect, test } from "vitest";
import { biasAudit, CANDIDATE, DATA, stated } from "../../fixtures/example-checklist.ts";
import { parseChecklist } from "../checklist/checklist-file.ts";
import { ANNEX_IV } from "./annex-iv.ts";
import { composeDossier } from "./compose-dossier.ts";
import type { DossierEvidence, DossierInput } from "./dossier-input.ts";

const NOTHING: DossierInput = {
  subject: CANDIDATE,
  writtenOn: "2026-01-15",
  tool: { name: "airworthy", version: "0.1.0" },
  evidence: [],
  leftOut: 0,
  checklist: null,
  unproven: [],
  said: [],
  documents: [],
  standards: [],
  changes: [],
  inputs: [],
};

const dossier = (given: Partial<DossierInput>) => composeDossier({ ...NOTHING, ...given });

function evidence(kind: string, digit: string, given: Partial<DossierEvidence["section"]> = {}): DossierEvidence {
  const section = {
    title: kind,
    verdict: "pass",
    headline: `what ${kind} found`,
    candidate: CANDIDATE,
    baseline: null,
    rows: [],
    folds: [],
    facts: [],
    commands: [],
    ...given,
  } as const;
  return {
    name: `${kind}.json`,
    sha256: digit.repeat(64),
    type: evidenceType(kind),
    class: null,
    madeOn: "2026-01-09T10:00:00Z",
    section,
  };
}

/** The text under an item's heading, as far as the next heading. */
function under(heading: string, given: Partial<DossierInput>): string {
  const { blocks } = dossier(given).notice;
  const isHeading = (block: Block) => block.kind === "heading";
  const start = blocks.findIndex((block) => block.kind === "heading" && plainText(block.text).startsWith(heading));
  expect(start, heading).toBeGreaterThan(0);
  const rest = blocks.slice(start + 1);
  return renderMarkdown(rest.slice(0, rest.findIndex(isHeading))).text;
}

test("without anything every item of every point says that there is no evidence", () => {
  const { notice, filled, partial, empty } = dossier({});
  expect({ filled, partial, empty }).toEqual({ filled: [], partial: [], empty: [1, 2, 3, 4, 5, 6, 7, 8, 9] });
  expect(notice.verdict).toBe("inconclusive");
  const items = ANNEX_IV.flatMap((point) => point.items);
  const paragraphs = notice.blocks.flatMap((block) => (block.kind === "paragraph" ? [plainText(block.text)] : []));
  expect(paragraphs.filter((text) => text.endsWith(" No evidence.")).length).toBe(items.length);
});

test("the annex has its nine points, and the letters a to h in the first two", () => {
  expect(ANNEX_IV.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  const ids = ANNEX_IV.flatMap((point) => point.items.map(({ id }) => id));
  expect(new Set(ids).size).toBe(ids.length);
  for (const number of [1, 2]) {
    expect(ids.filter((id) => id.startsWith(String(number)) && id.length === 2).join("")).toBe(
      [..."abcdefgh"].map((letter) => `${number}${letter}`).join(""),
    );
  }
});

describe("an item is answered by", () => {
  test("what was written of the model, with the file that says so", () => {
    const said = [{ topic: "purpose", text: "Finds spam.", source: "airworthy.yml" }] as const;
    expect(under("1(a)", { said })).toContain("Finds spam. <sub>(airworthy.yml)</sub>");
    expect(under("1(b)", { said })).toContain("No evidence");
  });

  test("evidence of its kinds, with its verdict, day and digest, however it came out", () => {
    const failed = evidence("behavior", "3", { verdict: "fail", headline: "2 of 3 tests fail" });
    const text = under("2(g) Validation", { evidence: [evidence("model-package", "2"), failed] });
    expect(text).toContain("**E2 behavior**: 2 of 3 tests fail (fail, of 2026-01-09, `333333333333`)");
    expect(text).not.toContain("E1");
  });

  test("an audit of its class, not by one of another", () => {
    const audit = { ...evidence("audit", "4"), class: "bias" };
    expect(under("3(a)", { evidence: [audit] })).toContain("E1 audit");
    expect(under("2(h)", { evidence: [audit] })).toContain("No evidence");
  });

  test("documents, by their digest", () => {
    const documents = [{ item: "9", name: "plan.pdf", sha256: "9".repeat(64) }];
    expect(under("9 How", { documents })).toContain(`Document **plan.pdf**, SHA-256 \`${"9".repeat(64)}\``);
    expect(dossier({ documents }).filled).toEqual([9]);
  });

  test("standards and recorded changes, newest first", () => {
    expect(under("7 Harmonised", { standards: ["ISO/IEC 42001:2023"] })).toContain("ISO/IEC 42001:2023");
    const change = (version: string, recordedOn: string) => {
      return {
        recordedOn,
        version: { ...CANDIDATE, version } as VersionRef,
        commit: null,
        verdict: "pass",
        title: "Ready",
      } as const;
    };
    const text = under("6 Relevant", {
      changes: [change("1.0.0", "2026-01-01T00:00:00Z"), change("2.0.0", "2026-01-09T00:00:00Z")],
    });
    expect(text.indexOf("2.0.0")).toBeLessThan(text.indexOf("1.0.0"));
  });
});

describe("the checklist", () => {
  const file = `title: Ours
sections:
  - title: All
    section_id: A
    lines:
      - { line_id: A.1, line_summary: Oversight, line: Can it be overruled?, nist: [MAP 3.5] }
      - { line_id: A.2, line_summary: Reports, line: Were they read?, sign-off: required, evidence: [{ type: audit, class: bias }] }
`;
  const signOff = (line: string) => ({
    line,
    who: "@bob",
    on: "2026-01-10",
    package: CANDIDATE.sha256,
    data: [DATA],
    note: null,
  });
  const checklistOf = (...lines: string[]) =>
    stated({
      checklist: parseChecklist(file, "c.yml"),
      signOffs: lines.map(signOff),
      evidence: [biasAudit(0.01)],
    }).predicate;
  const audit = { ...evidence("audit", "1"), class: "bias" };

  test("is the risk management, line by line, and answers for it where every line holds", () => {
    expect(under("5 The risk", { checklist: checklistOf() })).toMatch(/Not answered yet[\s\S]*A\.1 Oversight/);
    expect(under("5 The risk", { checklist: checklistOf("A.1", "A.2") })).not.toContain("Not answered");
    const filled = (...lines: string[]) => dossier({ checklist: checklistOf(...lines) }).filled.includes(5);
    expect([filled("A.1", "A.2"), filled("A.1"), filled()]).toEqual([true, false, false]);
    expect(under("5 The risk", {})).toContain("No evidence");
  });

  test("answers items by the measures of its lines, but only by lines that hold", () => {
    expect(under("2(e)", { checklist: checklistOf("A.1") })).toContain("bob on 2026-01-10)");
    expect(under("2(e)", { checklist: checklistOf() })).toContain("No evidence");
  });

  test("says who signed for the test reports; reports that nobody signed for are not signed", () => {
    const signed = "2(g) Test logs";
    expect(under(signed, { checklist: checklistOf("A.1", "A.2"), evidence: [audit] })).toContain(
      "for E1 (checklist A.2)",
    );
    expect(under(signed, { checklist: checklistOf("A.1"), evidence: [audit] })).toContain("No evidence");
    expect(under(signed, { evidence: [audit, evidence("verification", "5")] })).toContain("No evidence");
  });
});

test("a dossier whose every point is filled passes, but never where the checklist rests on files that nobody can see", () => {
  const everything: Partial<DossierInput> = {
    documents: ANNEX_IV.flatMap(({ items }) => items).map(({ id }) => ({
      item: id,
      name: `${id}.pdf`,
      sha256: "9".repeat(64),
    })),
  };
  expect(dossier(everything).notice.verdict).toBe("pass");
  const unproven = [{ name: "audit.json", sha256: "4".repeat(64) }];
  const { notice, filled } = dossier({ ...everything, unproven });
  expect(filled).toHaveLength(9);
  expect(notice.verdict).toBe("inconclusive");
  expect(notice.headline).toContain("Unproven: the checklist rests on 1 file that is not here.");
  const { text } = renderMarkdown(notice.blocks);
  expect(text).toMatch(new RegExp(`# Unproven[\\s\\S]*\\| audit\\.json \\| \`${"4".repeat(64)}\``));
});

test("the overview names the evidence of each point that does not pass", () => {
  const verdicts = ["pass", "warn", "inconclusive", "fail", "error"] as const;
  const given = verdicts.map((verdict, index) => evidence("behavior", String(index), { verdict }));
  const table = dossier({ evidence: given }).notice.blocks.find(({ kind }) => kind === "table");
  const cells = table?.kind === "table" ? table.rows.map((row) => plainText(row.at(-1) ?? "")) : [];
  const told = "E3 (inconclusive), E4 (fail), E5 (error)";
  expect(cells).toEqual(["", told, told, "", "", "", "", "", ""]);
});

test("every file is listed with its whole digest, and what was left out is told", () => {
  const { notice } = dossier({
    evidence: [evidence("behavior", "3")],
    leftOut: 2,
    inputs: [{ name: "airworthy.yml", sha256: "7".repeat(64) }],
  });
  const { text } = renderMarkdown(notice.blocks);
  expect(text).toContain("3".repeat(64));
  expect(text).toContain("7".repeat(64));
  expect(text).toContain("2 files of other packages left out");
});

test("a page of it loads nothing, and no text of others is markup in it", () => {
  const hostile = '<img src=x onerror="alert(1)">';
  const html = renderPage(
    dossier({
      subject: { ...CANDIDATE, name: hostile },
      evidence: [
        { ...evidence("behavior", "3", { title: hostile, headline: hostile, facts: [hostile] }), name: hostile },
      ],
      said: [{ topic: "purpose", text: hostile, source: hostile }],
      standards: [hostile],
      documents: [{ item: "8", name: hostile, sha256: "8".repeat(64) }],
    }).notice,
  );
  expect(html).not.toContain("<img");
  expect(html).toContain("default-src 'none'");
  expect(html).toContain("no legal advice");
});
