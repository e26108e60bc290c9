import { access, mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { silentPorts } from "../../../test/harness/silent-ports.ts";
import { exampleCommand } from "./example-command.ts";
import { perform } from "./perform.ts";

test("a verb is told where its evidence will be, before there is any", async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "airworthy-perform-"));
  let told: string | undefined;
  const command = exampleCommand(async (_, ports) => {
    told = ports.evidenceFolder;
    await expect(access(told ?? "")).rejects.toThrow("ENOENT");
  });
  const inputs = { own: {}, failOn: "fail" as const, evidence: { folder: "evidence", artifact: undefined } };
  const { evidence } = await perform(command, inputs, silentPorts(folder.path));
  expect(told).toBe(join(folder.path, "evidence"));
  expect(evidence).toEqual([join("evidence", "weigh-model.json")]);
});
