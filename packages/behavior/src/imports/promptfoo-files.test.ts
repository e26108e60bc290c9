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
  expect(await row({ __expected: "javascript(0.5): 1" })).toMatch(/code is not run/);
  expect(await row({ __expected: "tool-call-f1(0.5): x" })).toMatch(/tool-call-f1 has no equal/);
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

test("a text file's prompts stand between lines of hyphens, none of them empty; Markdown is one prompt", async () => {
  const inputs = async (file: string, text: string) => {
    const tests = "tests: [{ vars: { q: a }, assert: [{ type: is-json }] }]";
    const { tests: read } = await importFiles({ "c.yaml": `prompts: [file://${file}]\n${tests}\n`, [file]: text });
    return read[0]?.items.map(([input]) => input);
  };
  expect(await inputs("p.txt", "---\r\none {{q}}\r\n  ---\r\ntwo {{q}}\n---\n")).toEqual(["one a", "two a"]);
  expect(await inputs("p.md", "---\ntitle: x\n---\n{{q}}")).toEqual(["---\ntitle: x\n---\na"]);
  await expect(inputs("p.txt", "---\n")).rejects.toThrow("p.txt has no prompts");
});

test("the line of a case is that of the YAML", async () => {
  const yaml =
    "prompts: ['{{q}}']\ntests:\n  - vars: { q: a }\n    assert:\n      - { type: is-json }\n  - vars: { q: b }\n";
  expect(await problem({ "a.yaml": yaml })).toContain("a.yaml, line 6: a case without assertions");
});

test("values nested without end are refused with the line", async () => {
  let deep: unknown = "a";
  for (let depth = 0; depth < 20_000; depth++) deep = [deep];
  const cases = [{ vars: { q: { deep } } }, { assert: [{ type: "is-json", value: deep }] }, { options: { deep } }];
  for (const given of cases) {
    expect(await problem({ "a.jsonl": [given] }, prompt)).toMatch(/a\.jsonl, line 2: values nested more than 64 deep/);
  }
  const json = `${"[".repeat(20_000)}${"]".repeat(20_000)}`;
  const tests = [{ assert: [{ type: "is-json" }] }];
  expect(await problem({ "a.json": JSON.stringify({ prompts: [json], tests }) })).toMatch(/nested more than 64 deep/);
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
