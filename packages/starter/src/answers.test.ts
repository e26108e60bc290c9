import { UserError } from "@airworthy/evidence";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { beginning, checkModel, checkOwner, modelFromFolder, readBegun } from "./answers.ts";

describe("a model's name", () => {
  test.each(["churn", "review-sentiment", "a1", "x_y", "m".repeat(40)])("may be %s", (name) => {
    expect(checkModel(name)).toBe(name);
  });

  test.each([
    ...["", "Churn", "1a", "-a", "a-", "a--b", "a b", "a/b", "a.b", "ü", "a\n", "a: b", "$x", "m".repeat(41)],
    ...["true", "null", "on", "yes"],
  ])("may not be %j", (name) => {
    expect(() => checkModel(name)).toThrow(UserError);
  });
});

test.each(["@ann", "@acme/ml", "@a-b", "@your--login"])("an owner may be %s", (owner) => {
  expect(checkOwner(owner)).toBe(owner);
});

test.each(["", "ann", "@", "@a b", "@a/b/c", "@-a", '@a"', "@a\n@b"])("an owner may not be %j", (owner) => {
  expect(() => checkOwner(owner)).toThrow(UserError);
});

describe("the name after the folder", () => {
  test.each([
    ["churn", "churn"],
    ["Churn Model (2)", "churn-model-2"],
    ["2026", "my-model"],
    ["", "my-model"],
    ["true", "my-model"],
    ["größe", "gr-e"],
  ])("of %j is %s", (folder, model) => {
    expect(modelFromFolder(folder)).toBe(model);
  });

  test("is always one that is allowed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary-ascii" }), (folder) => {
        const name = modelFromFolder(folder);
        expect(checkModel(name)).toBe(name);
      }),
    );
  });
});

describe("what was answered before", () => {
  const LINE = "# Begun with: npx airworthy init --flavour node --model churn --owner @acme/ml";
  const ANSWERS = { flavour: "node", model: "churn", owner: "@acme/ml" } as const;

  test("is read from the line that says so, whatever its end", () => {
    expect(readBegun(`# $schema\n${LINE}\nmodel:\n`)).toEqual(ANSWERS);
    expect(readBegun(`# $schema\r\n${LINE}\r\nmodel:\r\n`)).toEqual(ANSWERS);
  });

  test("is the command that was given", () => {
    expect(`# Begun with: ${beginning(ANSWERS)}`).toBe(LINE);
  });

  test.each([
    "",
    "model: {}",
    LINE.replace("node", "cobol"),
    LINE.replace("churn", "CHURN"),
    LINE.replace("@acme", "acme"),
    `x ${LINE}`,
    `${LINE} --overwrite`,
  ])("is nothing where the line is %j", (text) => {
    expect(readBegun(text)).toEqual({});
  });
});
