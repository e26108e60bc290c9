import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseCommandFile } from "./command-file.ts";
import { parseWorkflowCommands } from "./workflow-command.ts";

describe("a command file", () => {
  test("holds name=value lines and delimited blocks; the last value of a name wins", () => {
    const content = "a=1\r\nb<<EOF\nx=1\ny<<2\nEOF\n\na=a=b\n";
    expect([...parseCommandFile(content)]).toEqual([
      ["a", "a=b"],
      ["b", "x=1\ny<<2"],
    ]);
  });

  test("that the runner would refuse is refused", () => {
    expect(() => parseCommandFile("a<<EOF\nnever closed\n")).toThrow("EOF");
    expect(() => parseCommandFile("no sign\n")).toThrow("not in the form");
  });

  test("brings back whatever is written between delimiters", () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => !/[\r\n]D[\r\n]|^D$/.test(`\n${text}\n`)),
        (value) => {
          const lines = value.split(/\r?\n/).join("\n");
          expect(parseCommandFile(`name<<D\n${value}\nD\n`).get("name")).toBe(lines);
        },
      ),
    );
  });
});

test("commands are read from a log, unescaped; what is only text is not a command", () => {
  const log =
    "text ::error::no\n::error file=a%2Cb.txt,line=3::50%25%0Anext: x::y\r  ::group::T\n::endgroup::\n\\::debug::no\n";
  expect(parseWorkflowCommands(log)).toEqual([
    {
      name: "error",
      properties: new Map([
        ["file", "a,b.txt"],
        ["line", "3"],
      ]),
      message: "50%\nnext: x::y",
    },
    { name: "group", properties: new Map(), message: "T" },
    { name: "endgroup", properties: new Map(), message: "" },
  ]);
});
