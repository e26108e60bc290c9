import { readFileSync } from "node:fs";
import { join } from "node:path";
import { commands } from "@airworthy/commands";
import { expect, test } from "vitest";
import { drawing, verbTable } from "../../build/architecture.ts";
import { FLOORS } from "../../build/floors.ts";
import { sourceFiles } from "../../build/source-file.ts";
import { REPOSITORY } from "../harness/action-manifest.ts";

const PAGE = readFileSync(join(REPOSITORY, "docs", "architecture.md"), "utf8");
const FLOW = between(PAGE, "```mermaid\nflowchart LR\n", "```");

test("the way of a model shows every verb, and nothing that is none", () => {
  const words = FLOW.split("\n").filter((line) => !/^\s*(subgraph|end)\b/.test(line));
  const groups = [...FLOW.matchAll(/subgraph (\w+)/g)].map(([, name]) => name);
  const drawn = new Set(words.flatMap((line) => line.trim().split(" --> ")).filter((word) => word !== ""));
  expect([...drawn].filter((word) => !groups.includes(word)).sort()).toEqual(commands.map(({ name }) => name).sort());
});

test("an arrow between floors is drawn where a room imports another, and only there", () => {
  const file = (path: string, from: string) => ({ path, imports: [{ from, isDynamic: false }], worldly: [] });
  const drawn = drawing([
    file("packages/commands/src/x.ts", "@airworthy/canary"),
    file("packages/canary/src/x.ts", "@airworthy/stats/quantiles"),
    file("packages/stats/src/x.ts", "node:util"),
  ]);
  expect(arrowsOf(drawn)).toEqual(["commands --> capabilities", "capabilities --> kernel"]);
});

test("a verb thinks with what its own files import, not with what the reader of airworthy.yml asks", () => {
  const file = (name: string, ...imported: string[]) => {
    const imports = imported.map((from) => ({ from, isDynamic: false }));
    return { path: `packages/commands/src/${name}`, imports, worldly: [] };
  };
  const lines = verbTable(
    ["pack", "judge"],
    [
      file("pack.ts", "@airworthy/provenance", "./pack/read.ts", "./configuration/read.ts"),
      file("pack/read.ts", "@airworthy/storage", "@airworthy/runtime"),
      file("judge.ts", "./report-sections.ts"),
      file("configuration/read.ts", "@airworthy/rollout", "@airworthy/alerts"),
      file("report-sections.ts", "@airworthy/behavior"),
    ],
  ).split("\n");
  expect(lines.slice(2)).toEqual(["| `pack` | `provenance` | `storage` |", "| `judge` | *any evidence* |  |"]);
});

test("no arrow of the house points up", () => {
  const order = FLOORS.map(({ name }) => String(name));
  const arrows = arrowsOf(drawing(sourceFiles("packages/*/src", "actions/*")));
  expect(arrows.length).toBeGreaterThan(4);
  for (const arrow of arrows) {
    const [from = "", to = ""] = arrow.split(" --> ");
    expect(order.indexOf(from), arrow).toBeLessThan(order.indexOf(to));
  }
});

function arrowsOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line.includes("-->"));
}

function between(text: string, start: string, end: string): string {
  const [, rest = ""] = text.split(start);
  return rest.split(end)[0] ?? "";
}
