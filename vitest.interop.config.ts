import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/interop/**/*.test.ts"],
    setupFiles: "test/harness/property-seed.ts",
    testTimeout: 300_000,
    hookTimeout: 600_000,
    // Two at a time: while one installs its peer or waits for a server, the other computes.
    maxWorkers: 2,
  },
});
