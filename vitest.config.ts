import { defineConfig } from "vitest/config";

const testTimeout = 30_000;
const temporaryFolder = "test/harness/temporary-folder.ts";
const setupFiles = "test/harness/property-seed.ts";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["{packages,actions,examples,bench,conformance,test/harness,test/vectors}/**/*.test.ts"],
          globalSetup: temporaryFolder,
          setupFiles,
          testTimeout,
          // All processors: the main process of a run only collects, and the default leaves one for it.
          maxWorkers: "100%",
          // Units ask a stand-in for what no action asks for; the log is of the scenarios.
          env: { AIRWORTHY_GITHUB_LOG: "" },
        },
      },
      {
        // The parser below names sources in its source maps that it does not ship: a warning for each file.
        logLevel: "error",
        test: {
          name: "built",
          include: ["test/{contract,guides,scenarios}/**/*.test.ts"],
          globalSetup: [temporaryFolder, "test/harness/build-once.ts"],
          setupFiles,
          testTimeout: 2 * testTimeout,
          hookTimeout: testTimeout,
          // Scenarios wait for most of their time: GitHub wants a second between two writes.
          maxWorkers: 6,
          sequence: { groupOrder: 1 },
          // GitHub's own parser of workflows imports JSON without saying so, which Node refuses and Vite does not.
          server: { deps: { inline: ["@actions/workflow-parser", "@actions/expressions"] } },
        },
      },
    ],
  },
});
