import { mkdtempDisposable, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sha256 } from "@airworthy/evidence";
import { expect, test } from "vitest";
import { silentPorts } from "../../../test/harness/silent-ports.ts";
import { makeCanaries } from "./make-canaries.ts";

const INPUTS = {
  template: "my pin code is {}{}{}{}.",
  vocabulary: undefined,
  repetitions: ["1", "4"],
  canaries: 2,
  references: 50,
  seed: 7,
  output: "canaries.json",
} as const;

test("it draws what is planted and what it is ranked among, each once, the same for the same seed", async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "airworthy-canaries-"));
  const made = async (given: Partial<Parameters<typeof makeCanaries.run>[0]> = {}) => {
    const outcome = await makeCanaries.run({ ...INPUTS, ...given }, silentPorts(folder.path));
    return { outcome, text: await readFile(join(folder.path, outcome.outputs.list), "utf8") };
  };
  const { outcome, text } = await made();
  expect(outcome).toMatchObject({ verdict: "pass", outputs: { sha256: sha256(text) } });
  const { insertions, references } = JSON.parse(text);
  expect(insertions.map(({ repetitions }: { repetitions: number }) => repetitions)).toEqual([1, 4]);
  const all: string[] = [...insertions.flatMap(({ canaries }: { canaries: string[] }) => canaries), ...references];
  expect(new Set(all).size).toBe(54);
  for (const canary of all) expect(canary).toMatch(/^my pin code is \d{4}\.$/);
  expect((await made()).text).toBe(text);
  expect((await made({ seed: 8 })).text).not.toBe(text);
  await writeFile(join(folder.path, "words.txt"), "red\ngreen\r\nblue\n");
  const words = await made({ template: "{} {} {}", vocabulary: "words.txt", canaries: 1, references: 20 });
  expect(words.text).toMatch(/"(red|green|blue) (red|green|blue) (red|green|blue)"/);
});

test.each([
  [{ repetitions: ["often"] }, /repetitions: "often" was given/],
  [{ template: "nothing to fill" }, /must have a "{}" to fill/],
  [{ template: "{}", references: 50 }, /canaries and references were asked for; 10 are allowed/],
])("%j is refused", async (given, message) => {
  await expect(makeCanaries.run({ ...INPUTS, ...given }, silentPorts(tmpdir()))).rejects.toThrow(message);
});
