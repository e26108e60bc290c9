import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { parseGuide } from "../guides/read-guide.ts";
import { runGuide } from "../guides/run-guide.ts";
import { setup } from "../harness/build-once.ts";
import { pythonWith } from "./python-environment.ts";
import { sklearnPackages } from "./starter/sklearn.ts";

const EXAMPLE = join(import.meta.dirname, "..", "..", "examples", "scikit-learn");

beforeAll(setup);

test("the README of examples/scikit-learn is followed block by block, and shows what comes out", async () => {
  const guide = parseGuide(readFileSync(join(EXAMPLE, "README.md"), "utf8"), "examples/scikit-learn/README.md");
  expect(guide.blocks.length).toBeGreaterThan(15);
  await runGuide(guide, { files: EXAMPLE, python: await pythonWith(await sklearnPackages()) });
});
