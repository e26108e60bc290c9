import { execFile } from "node:child_process";
import { access, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { needProgram } from "../debian-packages.ts";

/** The last that runs on Java 17, which is what Debian has. */
export const TRINO = "435";

export interface TrinoLibraries {
  readonly lib: string;
  readonly plugins: string;
}

const run = promisify(execFile);

/**
 * The libraries of Trino's server and of its connector to memory, by Maven: a tenth of the whole tarball. Fetched once and kept in the
 * temporary folder.
 */
export async function installTrino(): Promise<TrinoLibraries> {
  const folder = join(tmpdir(), `airworthy-trino-${TRINO}`);
  const libraries = { lib: join(folder, "lib"), plugins: join(folder, "plugin") };
  const marker = join(folder, "complete");
  if (await exists(marker)) return libraries;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const maven = await needProgram("mvn", "maven");
  await writeFile(join(folder, "pom.xml"), POM);
  await run(maven, ["-q", "-B", "dependency:copy-dependencies", "-DincludeScope=runtime", "-DoutputDirectory=lib"], {
    cwd: folder,
  });
  const unpack = [`-Dartifact=io.trino:trino-memory:${TRINO}:zip`, `-DoutputDirectory=${libraries.plugins}`];
  await run(maven, ["-q", "-B", "dependency:unpack", ...unpack], { cwd: folder });
  await rename(join(libraries.plugins, `trino-memory-${TRINO}`), join(libraries.plugins, "memory"));
  await writeFile(marker, TRINO);
  return libraries;
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

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}
