import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { parseChecklist } from "../../packages/governance/src/checklist/checklist-file.ts";
import { conforms } from "../harness/conforms.ts";
import { pythonVersion } from "../harness/peer-versions.ts";
import { pythonWith } from "./python-environment.ts";

const run = promisify(execFile);

const SHOW = `
import json, pathlib, deon
from deon.parser import Checklist
path = pathlib.Path(deon.__file__).parent / "assets" / "checklist.yml"
lines = [[line.line_id, line.line_summary, line.line] for section in Checklist.read(path).sections for line in section.lines]
print(json.dumps({"text": path.read_text(encoding="utf-8"), "lines": lines}))
`;

test("deon's own checklist is read as deon reads it: each line in its order, with its words", async () => {
  const python = await pythonWith(["deon==0.3.0"]);
  const { stdout } = await run(python, ["-c", SHOW], { env: { ...process.env, PYTHONUTF8: "1" } });
  const { text, lines } = JSON.parse(stdout);
  const read = parseChecklist(text, "checklist.yml").lines;
  expect(read.map(({ id, summary, text: line }) => [id, summary, line])).toEqual(lines);
  expect(read.length).toBeGreaterThanOrEqual(20);
  conforms({
    area: "Bias and privacy",
    claim: "the lines of its checklist, in their order and with their words",
    peer: "deon",
    version: await pythonVersion(python, "deon"),
    cases: read.length,
  });
  expect(read.every(({ signOff, required }) => signOff && required)).toBe(true);
});
