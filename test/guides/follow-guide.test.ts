import { describe, expect, test } from "vitest";
import { parseCommands } from "./command-line.ts";
import { hasLines } from "./expected-output.ts";
import { parseGuide } from "./read-guide.ts";
import { runGuide } from "./run-guide.ts";

const follow = (...lines: string[]) => runGuide(parseGuide(lines.join("\n"), "g.md"));
/** A workflow that is pushed to main and started. */
const started = (on: string, job: string) => [
  ...["As `.github/workflows/w.yml`:", "", '```yaml title=".github/workflows/w.yml"'],
  ...["name: w", "on:", `  workflow_dispatch: ${on}`, "permissions: {}", "jobs:", "  a:", "    runs-on: ubuntu-latest"],
  ...["    permissions: {}", `    ${job}`, "    steps:", "      - run: echo here; exit 3", "```"],
  ...["```sh", "git add --all", "git commit --quiet --message w", "git push --quiet", "gh workflow run w.yml", "```"],
];
const VERSION = ["```sh", "npx airworthy --version", "```", ""];

describe("a guide is not true where", () => {
  test.concurrent.each<[string, string[], string]>([
    ["a command ends otherwise than it says", ["```sh exit=1", "git --version", "```"], "ended with 0, not 1"],
    ["a command fails", ["```sh", "npx airworthy no-such-verb", "```"], "ended with 2, not 0"],
    [
      "something else is printed",
      [...VERSION, "```text", "airworthy 99", "```"],
      "g.md:5: this is shown:\nairworthy 99",
    ],
    ["nothing was run before an output", ["```text", "airworthy 99", "```"], "neither run, nor written"],
    ["a block is of no use", ["```python", "print()", "```"], "neither run, nor written"],
    [
      "a file is not named to the reader",
      ["As told:", "", '```yaml title="a.yml"', "a: 1", "```"],
      "does not name `a.yml`",
    ],
    [
      "a file holds something else",
      ["As `a.txt`:", "", '```text title="a.txt"', "1", "```", '```text in="a.txt"', "2", "```"],
      "g.md:6",
    ],
    [
      "a workflow never runs",
      ["`.github/workflows/w.yml`", "", '```yaml title=".github/workflows/w.yml"', "```"],
      "nothing starts",
    ],
    ["a job fails", started("", ""), ".github/workflows/w.yml: the job a failed: step 0: here"],
    ["a job is said to fail, and none does", ["```sh red", "git --version", "```"], "no job fails"],
    ["a job has a condition", started("", "if: false"), "jobs.a.if: if is not heeded in guides"],
    ["a job waits for another", started("", "needs: b"), "jobs.a.needs: needs is not heeded in guides"],
    ["what starts a workflow is filtered", started("{ paths: [x] }", ""), "paths"],
    ["a program is not one of those that guides use", ["```sh", "curl x", "```"], "and not curl x"],
  ])("%s", async (_, lines, why) => {
    await expect(follow(...lines)).rejects.toThrow(why);
  });

  test("a block is indented or has no end", () => {
    expect(() => parseGuide("1. a\n\n   ```sh\n   b\n   ```\n", "g.md")).toThrow("g.md:3: an indented block");
    expect(() => parseGuide("```sh\nb\n", "g.md")).toThrow("g.md:1: the block has no end");
  });
});

test("a guide that is true is followed to its end", async () => {
  await follow(
    "`a.txt`:",
    "",
    '```text title="a.txt"',
    "1",
    "2",
    "```",
    ...VERSION,
    "```text",
    "airworthy …",
    "```",
    "",
    '```diff in="a.txt"',
    "-0",
    "+1",
    " 2",
    "```",
  );
});

test("lines that are shown stand one after another, and … stands for what is left out", () => {
  const output = "one\n  two  2\n\nthree\nfour\n";
  for (const shown of ["two 2\nthree", "one\n…\nfour", "t… 2", "# …\nfour", "one\n…\ntwo 2", "one\n…"]) {
    expect({ shown, there: hasLines(output, shown) }).toEqual({ shown, there: true });
  }
  for (const shown of ["two", "one\nthree", "three\n…\none", "one\nfive", "t.. 2"]) {
    expect({ shown, there: hasLines(output, shown) }).toEqual({ shown, there: false });
  }
  expect(() => hasLines(output, "…")).toThrow("nothing is shown");
});

test("commands are words and quotes, and ask for nothing else of a shell", () => {
  expect(parseCommands('a \'b c\' "d e"f="g h" \\\n  i # no\n\n# no\nj < k.pem\n')).toEqual([
    { argv: ["a", "b c", "d ef=g h", "i"], stdin: null },
    { argv: ["j"], stdin: "k.pem" },
  ]);
  for (const line of ["a | b", "a > b", "a $B", 'a "$B"', "a *.json", "a; b", "a `b`", "a &", "a < b c"]) {
    expect(() => parseCommands(line)).toThrow("only words and quotes");
  }
});
