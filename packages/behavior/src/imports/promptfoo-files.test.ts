import { expect, test } from "vitest";
import { type Fields, importFiles, problem } from "./promptfoo-example.ts";

const prompt = { prompt: "{{q}}" };

test("a table's columns are variables, and its __expected are assertions as promptfoo writes them", async () => {
  const rows = [
    { q: "a", __expected: "Paris", __description: "", "__metadata:x": "y" },
    { q: "b", __expected: "contains: Rome", __prefix: "P " },
    { q: "c", __expected1: "is-json", __expected2: "icontains-any: x, y" },
    { q: "d", __expected: "not-regex: ^No" },
    { q: "e", __expected: "Note: not a type" },
  ];
  const { tests } = await importFiles({ "a.csv": rows }, prompt);
  expect(tests.map(({ fields, items }) => [fields["assert"], items])).toEqual([
    [
      [{ equals: "{expected}" }],
      [
        ["a", { oneOf: ["Paris"] }],
        ["e", { oneOf: ["Note: not a type"] }],
      ],
    ],
    [[{ contains: "{expected}" }], [["P b", { oneOf: ["Rome"] }]]],
    [[{ json: true }, { contains: "{expected}", "ignore-case": true }], [["c", { oneOf: ["x", "y"] }]]],
    [[{ not: { matches: "^No" } }], [["d", null]]],
  ]);
});

test("a table's code and unknown columns are refused with the line", async () => {
  const row = (cells: Fields) => problem({ "a.csv": [{ q: "a", ...cells }] }, prompt);
  expect(await row({ __expected: "javascript: output.length" })).toMatch(/a\.csv, line 2: javascript: code is not run/);
  expect(await row({ __expected: "fn: true" })).toMatch(/code is not run/);
  expect(await row({ __expected: "similar(0.8): Hello" })).toMatch(/similar has no equal/);
  expect(await row({ __expected: "file://check.py" })).toMatch(/code is not run/);
  expect(await row({ __expected: "x", "__config:__expected:threshold": "1" })).toMatch(/the column "__config/);
  expect(await row({ __expected: "x", __threshold: "0.5" })).toBe("accepted");
  expect(await row({ __expected: "" })).toMatch(/without assertions/);
});

test("tests are found in other files, from the configuration's folder", async () => {
  const { tests } = await importFiles({
    "dir/config.yaml": "prompts: [file://p.txt]\ntests:\n  - file://a.yaml\n  - file://b.jsonl\n",
    "dir/p.txt": "one {{q}}\n---\ntwo {{q}}\n",
    "dir/a.yaml": "- vars: { q: a }\n  assert: [{ type: is-json }]\n",
    "dir/b.jsonl": [{ vars: { q: "b" }, assert: [{ type: "is-json" }] }],
  });
  expect(tests[0]?.items.map(([input]) => input)).toEqual(["one a", "two a", "one b", "two b"]);
});

test("the line of a case is that of the YAML", async () => {
  const yaml =
    "prompts: ['{{q}}']\ntests:\n  - vars: { q: a }\n    assert:\n      - { type: is-json }\n  - vars: { q: b }\n";
  expect(await problem({ "a.yaml": yaml })).toContain("a.yaml, line 6: a case without assertions");
});

test("what cannot be read at all is refused", async () => {
  expect(await problem({ "a.js": "" })).toMatch(/a\.js is no file of promptfoo's that can be read/);
  expect(await problem({ "a.yaml": "7" })).toMatch(/neither a configuration of promptfoo nor a list of tests/);
  expect(await problem({ "a.yaml": "prompts: [a]\ntests: huggingface://datasets/x" })).toMatch(/can be read/);
  expect(await problem({ "a.yaml": "prompts: [a]\ntests: [7]" })).toMatch(/a\.yaml, line 2: no test/);
  expect(await problem({ "a.yaml": "prompts: [a]\nscenarios: []\ntests: []" })).toMatch(
    /"scenarios" cannot be imported/,
  );
  expect(await problem({ "a.yaml": "- vars: {}" })).toMatch(/a\.yaml has no prompts \| .*prompt: /);
  expect(await problem({ "a.yaml": "prompts: [file://p.py]\ntests: []", "p.py": "" })).toMatch(/p\.py is no prompt/);
});
