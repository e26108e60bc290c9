import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: [
      "packages/**/*.test.ts",
      "actions/**/*.test.ts",
      "examples/**/*.test.ts",
      "test/{contract,harness,scenarios}/**/*.test.ts",
    ],
    testTimeout: 30_000,
  },
});
