import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/interop/**/*.test.ts"],
    setupFiles: "test/harness/property-seed.ts",
    testTimeout: 300_000,
    hookTimeout: 600_000,
    fileParallelism: false,
  },
});
