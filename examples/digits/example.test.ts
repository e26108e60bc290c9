import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { testBehavior } from "../shared/test-behavior.ts";
import { corruptionErrors, meanError } from "./corruption-error.ts";
import { CORRUPTIONS } from "./corruptions.ts";
import { readDigits } from "./digits.ts";
import { classify, type Network } from "./model/network.ts";
import { prepare, type Row } from "./prepare.ts";

test("the 10,000 digits are split into 8,000 and 2,000, none of them in both", () => {
  const { training, test: others } = readDigits();
  expect([training.length, others.length]).toEqual([8_000, 2_000]);
  expect(new Set([...training, ...others].map(({ id }) => id)).size).toBe(10_000);
});

/** By the network itself in doubles, without ONNX: ties within a float's rounding apart, the same classes. */
function wrong(network: Network, rows: readonly Row[]): number {
  return rows.filter(({ pixels, label }) => {
    const shares = classify(
      network,
      Float64Array.from(pixels, (pixel) => pixel / 255),
    );
    return String(shares.indexOf(Math.max(...shares))) !== label;
  }).length;
}

test("the candidate is more accurate and less robust, as it is without ONNX and the verb", {
  timeout: 180_000,
}, async () => {
  await using space = await mkdtempDisposable(join(tmpdir(), "airworthy-digits-"));
  const { networks, rows } = await prepare();
  const models = { candidate: "models/perceptron.yml", baseline: "models/softmax-regression.yml" };
  const found = await testBehavior(
    { name: "digits", suite: "suite.ts", ...models, evidence: join(space.path, "evidence") },
    { folder: import.meta.dirname, report: "hide", progress: "hide" },
  );
  for (const [id, corruption] of [["clean", "none"], ...CORRUPTIONS.map((name) => [name, name])] as const) {
    const own = rows.filter((row) => row.corruption === corruption);
    const { candidate, baseline } = found.of(id ?? "");
    expect(candidate.judged, id).toBe(own.length);
    expect(Math.abs(candidate.failed - wrong(networks.perceptron, own)), id).toBeLessThanOrEqual(1);
    expect(Math.abs((baseline?.failed ?? 0) - wrong(networks["softmax-regression"], own)), id).toBeLessThanOrEqual(1);
  }
  expect(found.of("clean").change).toBe("improvement");
  expect(found.of("contrast").change).toBe("regression");
  expect(meanError(corruptionErrors(found))).toBeGreaterThan(1.2);
});
