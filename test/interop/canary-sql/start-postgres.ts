import { execFile } from "node:child_process";
import { chown, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { needProgram } from "../debian-packages.ts";
import { freePort } from "../model-servers/start-server.ts";

const run = promisify(execFile);

/** Where Debian keeps the programs of each version, which are on no path. */
const VERSIONS = "/usr/lib/postgresql";
/** The server refuses to be root's. */
const NOBODY = 65_534;
const PASSWORD = "p@ss:word/'";

export interface PostgresServer extends AsyncDisposable {
  readonly url: string;
  /** What the server can read. */
  readonly folder: string;
  readonly password: string;
}

/** A new cluster in a folder of its own, on a port of its own. Throws where it does not start: a test without its peer fails. */
export async function startPostgres(): Promise<PostgresServer> {
  await needProgram("pg_ctlcluster", "postgresql");
  const [version] = (await readdir(VERSIONS)).sort((a, b) => Number(b) - Number(a));
  const programs = join(VERSIONS, version ?? "", "bin");
  const folder = await mkdtemp(join(tmpdir(), "airworthy-postgres-"));
  const owner = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  if (owner.uid !== undefined) await chown(folder, NOBODY, NOBODY);
  const data = join(folder, "data");
  const as = { ...owner, cwd: folder };
  await run(
    join(programs, "initdb"),
    ["-D", data, "-U", "airworthy", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8"],
    as,
  );
  const port = await freePort();
  const options = `-c listen_addresses=127.0.0.1 -c port=${port} -c unix_socket_directories=${folder} -c fsync=off`;
  const log = join(folder, "log");
  await run(join(programs, "pg_ctl"), ["-D", data, "-l", log, "-w", "-o", options, "start"], as);
  return {
    url: `postgresql://airworthy:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}/postgres`,
    folder,
    password: PASSWORD,
    async [Symbol.asyncDispose]() {
      await run(join(programs, "pg_ctl"), ["-D", data, "-m", "immediate", "stop"], as);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
