import { execFile } from "node:child_process";
import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { needProgram } from "../debian-packages.ts";
import { installOnce } from "../install-once.ts";

/** The last that runs on Java 17, which is what Debian has. */
export const TRINO = "435";

export interface TrinoLibraries {
  readonly lib: string;
  readonly plugins: string;
}

const LIB = "lib";
const PLUGINS = "plugin";

const run = promisify(execFile);

/**
 * The libraries of Trino's server and of its connector to memory, by Maven: a tenth of the whole tarball. Fetched on first use.
 */
export async function installTrino(): Promise<TrinoLibraries> {
  const folder = await installOnce(`trino-${TRINO}`, async (into) => {
    const maven = await needProgram("mvn", "maven");
    await writeFile(join(into, "pom.xml"), POM);
    const fetched = ["-DincludeScope=runtime", `-DoutputDirectory=${LIB}`];
    await run(maven, ["-q", "-B", "dependency:copy-dependencies", ...fetched], { cwd: into });
    const unpack = [`-Dartifact=io.trino:trino-memory:${TRINO}:zip`, `-DoutputDirectory=${join(into, PLUGINS)}`];
    await run(maven, ["-q", "-B", "dependency:unpack", ...unpack], { cwd: into });
    await rename(join(into, PLUGINS, `trino-memory-${TRINO}`), join(into, PLUGINS, "memory"));
  });
  return { lib: join(folder, LIB), plugins: join(folder, PLUGINS) };
}

const POM = `<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>airworthy</groupId>
  <artifactId>trino</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>io.trino</groupId>
      <artifactId>trino-main</artifactId>
      <version>${TRINO}</version>
    </dependency>
  </dependencies>
</project>
`;
