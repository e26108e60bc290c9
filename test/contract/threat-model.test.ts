import { existsSync, globSync, readFileSync } from "node:fs";
import { join, posix, sep } from "node:path";
import { expect, test } from "vitest";
import { REPOSITORY } from "../harness/action-manifest.ts";
import { testNames } from "./test-names.ts";

const PAGE = "docs/threat-model.md";
/** What a threat's last cell begins with where it is not prevented, and the tests after that. */
const STANDING = /^(?:(\*\*(?:Open|Accepted)\.\*\*)(?: [^[\]<>]+ is shown by )? ?)?(.*)$/;
/** `[threat-model](../test/contract/threat-model.test.ts): the test's name`. */
const LINK = /^\[[^[\]]+\]\((\.\.\/[^()\s]+\.test\.ts)\): (\S.*)$/;

interface Threat {
  /** Such as "F1". */
  readonly id: string;
  readonly cells: readonly string[];
  /** Whether it is said to be open or accepted. */
  readonly isStanding: boolean;
  readonly shownBy: readonly { readonly file: string; readonly name: string }[];
  /** What stands where a test is to be named, and names none. */
  readonly unread: readonly string[];
}

const text = readFileSync(join(REPOSITORY, PAGE), "utf8");
const threats = [...text.matchAll(/^\| ([A-Z]\d+ [STRIDE]) \|(.*)\|$/gm)].map(([, id = "", row = ""]) =>
  threatOf(id, row),
);
const named = new Map<string, readonly string[]>();

function threatOf(id: string, row: string): Threat {
  const cells = row.split(" | ").map((cell) => cell.trim());
  const last = cells.at(-1) ?? "";
  const [, standing = "", rest = ""] = STANDING.exec(last) ?? [];
  const shown = rest === "" ? [] : rest.split("<br>");
  const links = shown.map((each) => LINK.exec(each));
  return {
    id,
    cells,
    isStanding: standing !== "",
    shownBy: links.flatMap((link) =>
      link === null ? [] : [{ file: posix.join("docs", link[1] ?? ""), name: link[2] ?? "" }],
    ),
    unread: shown.filter((_, index) => links[index] === null),
  };
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

test("whatever stands where tests are named names one", () => {
  expect(threats.flatMap(({ id, unread }) => unread.map((each) => `${id}: ${each}`))).toEqual([]);
  const bad = "F1 | a | b | [x](../x.test.ts): is read<br>[y](../y.test.ts) has no name<br>see z.test.ts";
  expect(threatOf("F1", bad)).toMatchObject({
    shownBy: [{ file: "x.test.ts", name: "is read" }],
    unread: ["[y](../y.test.ts) has no name", "see z.test.ts"],
  });
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

test("a test that is skipped, to be written or to fail shows nothing, by itself or by what it stands in", () => {
  const source = `
    test.skip("a", () => {}); test.todo("b"); test.fails("c", () => {}); test.concurrent.skip("d", () => {});
    test.skip.each([1])("%s e", () => {}); describe.skip("f", () => { test("g", () => {}); });
    test("h", { skip: true }, () => {}); describe("i", () => { test("j", { retry: 0 }, () => {}); });
  `;
  expect(testNames(source)).toEqual(["j"]);
});
