import { defineConfig } from "vitest/config";

const testTimeout = 30_000;
const temporaryFolder = "test/harness/temporary-folder.ts";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["{packages,actions,examples,test/harness,test/vectors}/**/*.test.ts"],
          globalSetup: temporaryFolder,
          testTimeout,
        },
      },
      {
        // The parser below names sources in its source maps that it does not ship: a warning for each file.
        logLevel: "error",
        test: {
          name: "built",
          include: ["test/{contract,scenarios}/**/*.test.ts"],
          globalSetup: [temporaryFolder, "test/harness/build-once.ts"],
          testTimeout: 2 * testTimeout,
          // GitHub's own parser of workflows imports JSON without saying so, which Node refuses and Vite does not.
          server: { deps: { inline: ["@actions/workflow-parser", "@actions/expressions"] } },
        },
      },
    ],
  },
});
