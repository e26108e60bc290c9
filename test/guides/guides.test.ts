import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { GUIDES, readGuide } from "./read-guide.ts";
import { runGuide } from "./run-guide.ts";

const NAMES = readdirSync(GUIDES).filter((name) => name.endsWith(".md") && name !== "README.md");
const LINK = /\]\((?<name>[\w-]+\.md)\)/g;
const textOf = (name: string) => readFileSync(join(GUIDES, name), "utf8");

describe.concurrent("what a guide says is so", () => {
  test.each(NAMES)("%s", { timeout: 240_000 }, async (name) => {
    const guide = readGuide(name);
    expect(guide.blocks.length).toBeGreaterThan(2);
    await runGuide(guide);
  });
});

test("the index names every guide, and no other", () => {
  const named = [...textOf("README.md").matchAll(LINK)].map(({ groups }) => groups?.["name"]);
  expect(new Set(named)).toEqual(new Set(NAMES));
});

test("the index names every guide with a workflow that is only validated, and no other", () => {
  const paragraph = textOf("README.md")
    .split("\n\n")
    .find((text) => text.startsWith("Not run"));
  const named = [...(paragraph ?? "").matchAll(LINK)].map(({ groups }) => groups?.["name"]);
  const validated = NAMES.filter((name) =>
    readGuide(name).blocks.some(({ attributes }) => attributes.has("validated")),
  );
  expect(named.toSorted()).toEqual(validated.toSorted());
});

test.each(["README.md", ...NAMES])("the links of %s lead to something", (name) => {
  const links = [...textOf(name).matchAll(/\]\((?!https?:|#)(?<path>[^)#]+)(?:#[^)]*)?\)/g)];
  const dead = links.map(({ groups }) => groups?.["path"] ?? "").filter((path) => !existsSync(join(GUIDES, path)));
  expect(dead).toEqual([]);
});
