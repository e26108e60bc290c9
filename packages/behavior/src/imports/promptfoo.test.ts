import fc from "fast-check";
import { expect, test } from "vitest";
import { config, type Fields, importFiles, problem } from "./promptfoo-example.ts";

test("those that assert the same, but for a text of their own, are one test", async () => {
  const capital = (q: string, value: string) => ({ vars: { q }, assert: [{ type: "contains", value }] });
  const { tests } = await importFiles(
    config([capital("France", "Paris"), { vars: { q: "x" }, assert: [{ type: "is-json" }] }, capital("Italy", "Rome")]),
  );
  expect(tests.map(({ fields }) => fields)).toEqual([
    { id: "contains", title: "contains", kind: "mft", assert: [{ contains: "{expected}" }] },
    { id: "json", title: "json", kind: "mft", assert: [{ json: true }] },
  ]);
  expect(tests[0]?.items).toEqual([
    ["Q: France", { oneOf: ["Paris"] }],
    ["Q: Italy", { oneOf: ["Rome"] }],
  ]);
  expect(tests.map(({ isLabelled }) => isLabelled)).toEqual([true, false]);
});

test("a description that all of a test's cases share is its title; equal titles have ids of their own", async () => {
  const described = (value: string) => ({
    description: "Years",
    vars: { q: value },
    assert: [{ type: "regex", value }],
  });
  const { tests } = await importFiles(config([described("a"), described("b")]));
  expect(tests.map(({ fields }) => fields["title"])).toEqual(["Years", "Years"]);
  expect(new Set(tests.map(({ fields }) => fields["id"])).size).toBe(2);
});

test("each prompt asks each case; lists of variables make every combination; a case twice counts twice", async () => {
  const { tests } = await importFiles({
    "a.yaml": JSON.stringify({
      prompts: ["{{a}} {{b.c}}", { raw: "{{ b }}", label: "two" }],
      tests: [{ vars: { a: ["1", "2"], b: { c: "x" } }, assert: [{ type: "is-json" }] }],
    }),
  });
  expect(tests[0]?.items.map(([input]) => input)).toEqual(["1 x", '{"c":"x"}', "2 x", '{"c":"x"}']);
  const ids = tests[0]?.ids ?? [];
  expect(ids[3]).toBe(`${ids[1]}-2`);
});

test("defaults come first, and a test may do without", async () => {
  const defaults = {
    defaultTest: { vars: { q: "d" }, assert: [{ type: "is-json" }], options: { prefix: "<", suffix: ">" } },
  };
  const { tests } = await importFiles(
    config(
      [
        { assert: [{ type: "regex", value: "{{q}}" }] },
        {
          vars: { q: "e" },
          options: { disableDefaultAsserts: true, suffix: "" },
          assert: [{ type: "regex", value: "x" }],
        },
      ],
      defaults,
    ),
  );
  expect(tests.map(({ fields, items }) => [fields["assert"], items[0]?.[0]])).toEqual([
    [[{ json: true }, { matches: "d" }], "<Q: d>"],
    [[{ matches: "x" }], "<Q: e"],
  ]);
});

test("an assertion that refers to a template is that template", async () => {
  const refer = (ref: string) =>
    config([{ vars: { q: "a" }, assert: [{ $ref: ref }] }], {
      assertionTemplates: { noise: { type: "regex", value: "{{q}}rr" } },
    });
  const { tests } = await importFiles(refer("#/assertionTemplates/noise"));
  expect(tests[0]?.fields["assert"]).toEqual([{ matches: "arr" }]);
  for (const ref of ["#/assertionTemplates/toString", "#/prompts/0", "other.yaml"]) {
    expect(await problem(refer(ref)), ref).toMatch(/leads nowhere/);
  }
  const changed = { $ref: "#/assertionTemplates/noise", value: "stricter" };
  expect(await problem(config([{ vars: { q: "a" }, assert: [changed] }]))).toMatch(/with fields of its own/);
});

test("a chat is a record of messages, filled without a quote getting out", async () => {
  const { tests } = await importFiles({
    "a.yaml": JSON.stringify({
      prompts: ['[{"role": "user", "content": "Say {{q}}"}]'],
      tests: [{ vars: { q: '"}] evil' }, assert: [{ type: "is-json" }] }],
    }),
  });
  expect(tests[0]?.items[0]?.[0]).toEqual({ messages: [{ role: "user", content: 'Say "}] evil' }] });
});

test("a prefix or suffix has no place in a prompt of JSON", async () => {
  for (const prompt of ['[{"role": "user", "content": "{{q}}"}]', '{"q": "{{q}}"}']) {
    const cases = [{ vars: { q: "a" }, options: { prefix: "Please: " }, assert: [{ type: "is-json" }] }];
    expect(await problem(config(cases, { prompts: [prompt] })), prompt).toMatch(
      /prefix or suffix of a prompt that is JSON/,
    );
  }
});

test("other JSON stays JSON, laid out as promptfoo does", async () => {
  const cases = [{ vars: { q: 'say "hi"' }, assert: [{ type: "is-json" }] }];
  const { tests } = await importFiles(config(cases, { prompts: ['{"question":"{{q}}"}'] }));
  expect(tests[0]?.items[0]?.[0]).toBe('{\n  "question": "say \\"hi\\""\n}');
});

test("a prompt gets its variables without the line feed at their end, an assertion with it", async () => {
  const { tests } = await importFiles(config([{ vars: { q: "a\n\n" }, assert: [{ type: "equals", value: "{{q}}" }] }]));
  expect(tests[0]?.items).toEqual([["Q: a\n", { oneOf: ["a\n\n"] }]]);
});

test("a prompt that stands elsewhere is no text", async () => {
  for (const prompt of ["prompts.txt", "prompts/*.md", "ask.py:make", "exec:./ask", "langfuse://ask:1"]) {
    expect(await problem(config([{ vars: { q: "a" } }], { prompts: [prompt] })), prompt).toMatch(/stands elsewhere/);
  }
  expect(await problem(config([{}], { prompts: ["- role: user\n  content: hello"] }))).toMatch(/a chat in YAML/);
});

test("what would need more than filling in names is refused", async () => {
  const strange: [Fields, RegExp][] = [
    [{ vars: { q: "{{other}}" } }, /a variable with a template in it/],
    [{ vars: { q: "file://a.txt" } }, /a variable from a file/],
    [{ vars: { q: "package:@a/b:fn" } }, /a variable from a file/],
    [{ vars: { q: [] } }, /q is an empty list: it would never be asked/],
    [{ vars: {} }, /the variable q has no value/],
    [{ vars: "vars.yaml" }, /its vars is not understood/],
    [{ vars: { q: "a" }, provider: "openai:x" }, /its "provider"/],
    [{ vars: { q: "a" }, options: { transform: "x" } }, /its "options\.transform"/],
    [{ vars: { q: Array.from({ length: 101 }, String), r: Array.from({ length: 101 }, String) } }, /more than 10000/],
  ];
  for (const [given, message] of strange) {
    expect(await problem(config([{ assert: [{ type: "is-json" }], ...given }])), String(message)).toMatch(message);
  }
  for (const template of ["{{ q | upper }}", "{% if q %}", "{# q #}", "{{ env['X'] }}", "{{- q }}"]) {
    const files = {
      "a.yaml": JSON.stringify({ prompts: [template], tests: [{ vars: { q: "a" }, assert: [{ type: "is-json" }] }] }),
    };
    expect(await problem(files), template).toMatch(/\{\{name\}\} is all that is filled/);
  }
});

test("skip-unsupported leaves cases out whole and says which; with nothing left it is refused all the same", async () => {
  const bad = { vars: { q: "b" }, assert: [{ type: "is-json" }, { type: "python", value: "x" }] };
  const good = { vars: { q: "a" }, assert: [{ type: "is-json" }] };
  const { tests, skipped } = await importFiles(config([bad, good]), { "skip-unsupported": true });
  expect(tests[0]?.items).toEqual([["Q: a", null]]);
  expect(skipped).toEqual(["dir/config.yaml, line 1: python: code is not run"]);
  expect(await problem(config([bad]), { "skip-unsupported": true })).toMatch(/1 cases cannot be imported/);
  expect(await problem(config([]))).toMatch(/has no tests/);
});

test("whatever a case holds, it is imported, or refused by a UserError", async () => {
  const field = fc.constantFrom("vars", "assert", "threshold", "options", "description", "metadata");
  const value = fc.oneof(
    fc.jsonValue(),
    fc.array(fc.record({ type: fc.constantFrom("equals", "is-json", "regex", "assert-set"), value: fc.jsonValue() })),
  );
  await fc.assert(
    fc.asyncProperty(field, value, async (name, given) => {
      await problem(config([{ vars: { q: "a" }, assert: [{ type: "is-json" }], [name]: given }]));
    }),
  );
});
