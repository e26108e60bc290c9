import { expect, test } from "vitest";
import { FLAVOURS } from "./flavour.ts";
import { starterFiles } from "./starter-files.ts";

const TEMPLATES = new Map([
  ["README.md", "of no flavour"],
  ["node/model/predict.mjs", "node"],
  ["node/airworthy.yml", "model: my-model\n"],
  ["sklearn/model/train.py", "sklearn"],
  ["messages/tests/behavior.yml", "messages"],
  ["shared/airworthy.yml", "owner: @your--login, of my-model and my-model\n"],
  ["shared/.github/CODEOWNERS", "* @your--login\n"],
]);

test("a flavour has its own files and the shared ones, joined where both have one, filled in", () => {
  const files = starterFiles(TEMPLATES, { flavour: "node", model: "churn", owner: "@ann" });
  expect([...files]).toEqual([
    [".github/CODEOWNERS", "* @ann\n"],
    ["airworthy.yml", "model: churn\nowner: @ann, of churn and churn\n"],
    ["model/predict.mjs", "node"],
    ["tests/behavior.yml", "messages"],
  ]);
});

test("no flavour has another's files, nor what is beside the flavours", () => {
  for (const flavour of FLAVOURS) {
    const paths = [...starterFiles(TEMPLATES, { flavour, model: "m", owner: "@a" }).keys()];
    expect(paths).not.toContain("README.md");
    expect(paths.includes("model/train.py")).toBe(flavour === "sklearn");
  }
});
