import { existsSync, globSync, readFileSync } from "node:fs";
import { join, posix, sep } from "node:path";
import { expect, test } from "vitest";
import { REPOSITORY } from "../harness/action-manifest.ts";
import { testNames } from "./test-names.ts";

const PAGE = "docs/threat-model.md";

interface Threat {
  /** Such as "F1". */
  readonly id: string;
  readonly cells: readonly string[];
  /** Whether it is said to be open or accepted. */
  readonly isStanding: boolean;
  readonly shownBy: readonly { readonly file: string; readonly name: string }[];
}

const text = readFileSync(join(REPOSITORY, PAGE), "utf8");
const threats = [...text.matchAll(/^\| ([A-Z]\d+ [STRIDE]) \|(.*)\|$/gm)].map(([, id = "", row = ""]) =>
  threatOf(id, row),
);
const named = new Map<string, readonly string[]>();

function threatOf(id: string, row: string): Threat {
  const cells = row.split(" | ").map((cell) => cell.trim());
  const last = cells.at(-1) ?? "";
  const shownBy = last.split("<br>").flatMap((shown) => {
    const [, path, name] = /\[[^\]]+\]\(([^)]+)\): (.+)$/.exec(shown) ?? [];
    return path === undefined || name === undefined ? [] : [{ file: posix.join("docs", path), name: name.trim() }];
  });
  return { id, cells, isStanding: /^\*\*(Open|Accepted)\.\*\*/.test(last), shownBy };
}

function namesIn(file: string): readonly string[] {
  const known = named.get(file);
  if (known !== undefined) return known;
  const path = join(REPOSITORY, file);
  const names = existsSync(path) ? testNames(readFileSync(path, "utf8")) : [];
  named.set(file, names);
  return names;
}

test("every threat has a number of its own, what is tried, why not, and a test or a plain word that there is none", () => {
  expect(threats.length).toBeGreaterThan(40);
  expect(new Set(threats.map(({ id }) => id)).size).toBe(threats.length);
  const rows = text.split("\n").filter((line) => /^\| [A-Z]\d/.test(line));
  expect(rows.length).toBe(threats.length);
  const unfounded = threats.filter(({ cells, shownBy, isStanding }) => {
    return cells.length !== 3 || cells.includes("") || (shownBy.length === 0 && !isStanding);
  });
  expect(unfounded.map(({ id }) => id)).toEqual([]);
});

test("every test that is named is there, by exactly that name", () => {
  const missing = threats.flatMap(({ id, shownBy }) =>
    shownBy
      .filter(({ file, name }) => !namesIn(file).includes(name))
      .map(({ file, name }) => `${id}: ${file}: ${name}`),
  );
  expect(missing).toEqual([]);
});

test("every scenario of a fork, of hostile input or of somebody else's doing is some threat's", () => {
  const shown = new Set(threats.flatMap(({ shownBy }) => shownBy.map(({ file }) => file)));
  const hostile = /\b(forks?|hostile|strangers?|forged?|guarded|somebody else|another author|races)\b/i;
  const scenarios = globSync("test/scenarios/*.test.ts", { cwd: REPOSITORY })
    .map((file) => file.split(sep).join("/"))
    .filter((file) => [file.replaceAll("-", " "), ...namesIn(file)].some((name) => hostile.test(name)));
  expect(scenarios.length).toBeGreaterThan(10);
  expect(scenarios.filter((file) => !shown.has(file))).toEqual([]);
});

test("tests are found by their names in every form of them", () => {
  const source = `
    test("a", () => {}); test.concurrent("b", () => {}); describe("no", () => { test.skipIf(x)(\`c\`, () => {}); });
    test.each([1])("%s d", () => {}); test.each\`x\`("e", () => {}); other("f"); test(name, () => {}); x.test("g");
  `;
  expect(testNames(source)).toEqual(["a", "b", "c", "%s d", "e"]);
});
