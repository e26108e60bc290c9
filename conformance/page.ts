import { table } from "../build/readme-tables.ts";
import { type Agreement, AREAS } from "./agreement.ts";

const HEAD = ["With", "Version", "What", "Compared", "Differ", "Largest difference", "Test"];

const INTRODUCTION = `# What agrees with whom

What Airworthy computes, writes or reads is held against programs that others wrote and against numbers that others published. Each
line is a test that did so; the counts are of what it really compared, the versions those that the peers named when they were asked.

\`npm run conformance\` runs these tests and writes this page; CI fails where a claim, a count or a note here is not that of its own run. Seeds
are fixed, so counts are the same everywhere. Versions of what comes from Debian are those of the last run. "Published" stands for numbers
that were printed, or were written down with the name and version of the program that gave them, which is not run again.

"Differ" counts what differs on purpose, and says why: anything else fails the test.`;

/** The page of agreements, in Markdown. */
export function conformancePage(agreements: readonly Agreement[]): string {
  const sections = AREAS.flatMap((area) => {
    const rows = agreements.filter((agreement) => agreement.area === area);
    return rows.length === 0 ? [] : [`## ${area}`, table(HEAD, rows.map(cellsOf))];
  });
  return `${[INTRODUCTION, summaryOf(agreements), ...sections].join("\n\n")}\n`;
}

/** A line for each agreement, in columns, as a terminal shows it. */
export function conformanceText(agreements: readonly Agreement[]): string {
  const lines = [HEAD, ...agreements.map((agreement) => [...cellsOf(agreement).slice(0, -1), agreement.test])];
  const widths = HEAD.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? "").length)));
  const shown = lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  return [...shown, "", summaryOf(agreements)].join("\n");
}

function summaryOf(agreements: readonly Agreement[]): string {
  const peers = new Set(agreements.map(({ peer }) => peer)).size;
  const cases = agreements.reduce((sum, agreement) => sum + agreement.cases, 0);
  return `${agreements.length} claims, ${peers} peers and publications, ${grouped(cases)} comparisons.`;
}

function cellsOf({ claim, peer, version, cases, differing, largest, note, test }: Agreement): string[] {
  const name = test.slice(test.lastIndexOf("/") + 1).replace(/\.test\.ts$/, "");
  return [
    peer,
    version ?? "published",
    claim,
    grouped(cases),
    [differing === undefined ? null : grouped(differing), note].filter((part) => part != null).join(": "),
    largest === undefined ? "" : `${largest.difference.toPrecision(2)} ${largest.kind}`,
    `[${name}](../${test})`,
  ];
}

function grouped(count: number): string {
  return count.toLocaleString("en-US");
}
