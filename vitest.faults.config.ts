import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/faults/**/*.test.ts"],
    globalSetup: ["test/harness/temporary-folder.ts", "test/harness/build-once.ts", "test/faults/count/tell-count.ts"],
    // Every run has a limit of its own; here are many.
    testTimeout: 600_000,
    maxWorkers: "100%",
    // What is asked of GitHub is held against its description where all is well: in the scenarios.
    env: { AIRWORTHY_GITHUB_LOG: "" },
  },
});
