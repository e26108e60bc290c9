import fc from "fast-check";
import { expect, test } from "vitest";
import { parseArguments } from "./arguments.ts";
import { exampleCommand } from "./example-command.ts";

const command = exampleCommand();

function read(...argv: string[]) {
  const { given } = parseArguments(command, argv);
  return { values: Object.fromEntries(given.values), problems: given.problems };
}

test("a value stands after a space or an equals sign", () => {
  expect(read("--candidate", "a b", "--unit=ounce", "--version=a=b")).toEqual({
    values: { candidate: "a b", unit: "ounce", version: "a=b" },
    problems: [],
  });
});

test("a list is a flag repeated; anything else given twice is refused", () => {
  expect(read("--label", "a", "--label=b").values).toEqual({ label: "a\nb" });
  expect(read("--rounds", "1", "--rounds", "2").problems).toEqual(["--rounds: given more than once"]);
});

test("a flag is switched on, off, or given its value", () => {
  expect(read("--strict").values).toEqual({ strict: "true" });
  expect(read("--no-strict").values).toEqual({ strict: "false" });
  expect(read("--strict=false").values).toEqual({ strict: "false" });
});

test("a negative number is a value, another flag is not", () => {
  expect(read("--alpha", "-0.1").values).toEqual({ alpha: "-0.1" });
  expect(read("--candidate", "--strict")).toEqual({
    values: { strict: "true" },
    problems: ["--candidate: nothing was given; a path is allowed"],
  });
});

test("an unknown flag takes its value along, and the nearest is offered", () => {
  expect(read("--candiate", "m.bin").problems).toEqual(["--candiate: unknown input; did you mean --candidate?"]);
  expect(read("--qiet").problems).toEqual(["--qiet: unknown input; did you mean --quiet?"]);
  expect(read("--no-candidate").problems).toHaveLength(1);
});

test("an empty value is refused: an unset variable in a script must not switch an input off", () => {
  expect(read("--version", "").problems).toEqual(["--version: an empty value was given; text is allowed"]);
});

test("a word without a flag is refused", () => {
  expect(read("m.bin", "-x", "--").problems).toEqual(
    ['"m.bin"', '"-x"', '"--"'].map((word) => `${word}: unexpected; inputs are given as --name value`),
  );
});

test("names of every object are names like any other", () => {
  for (const name of ["__proto__", "constructor", "toString", "hasOwnProperty"]) {
    expect(read(`--${name}`, "1")).toEqual({ values: {}, problems: [`--${name}: unknown input`] });
  }
});

test("no command line makes it throw, and every value that is taken was given", () => {
  const word = fc.oneof(
    fc.string(),
    fc.constantFrom("--candidate", "--label", "--strict", "--no-strict", "--json", "-h"),
  );
  fc.assert(
    fc.property(fc.array(word), (argv) => {
      for (const value of parseArguments(command, argv).given.values.values()) {
        const isSwitch = value === "true" || value === "false";
        expect(isSwitch || value.split("\n").every((part) => argv.join("\n").includes(part))).toBe(true);
      }
    }),
  );
});
