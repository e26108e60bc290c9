import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A repository in a folder of its own, which goes when it is disposed of. For tests. */
export interface GitFolder extends AsyncDisposable {
  readonly path: string;
  /** Runs git there; what it prints, without the last line's end. */
  git(...args: string[]): string;
  /** Writes the files and commits them, `seconds` after 2026-01-01T00:00:00Z; the commit's SHA. */
  commit(files: Readonly<Record<string, string>>, seconds?: number): Promise<string>;
}

const EPOCH = Date.UTC(2026, 0, 1) / 1000;

/** An empty repository on the branch main, whatever the configuration of whoever runs the tests. */
export async function createGitFolder(): Promise<GitFolder> {
  const path = await mkdtemp(join(await realpath(tmpdir()), "airworthy-git-"));
  const git = (args: readonly string[], seconds: number) => runGit(path, args, `${EPOCH + seconds} +0000`);
  git(["init", "--quiet", "--initial-branch=main"], 0);
  return {
    path,
    git: (...args) => git(args, 0),
    async commit(files, seconds = 0) {
      for (const [name, content] of Object.entries(files)) {
        await mkdir(dirname(join(path, name)), { recursive: true });
        await writeFile(join(path, name), content);
      }
      git(["add", "--all"], seconds);
      git(["commit", "--quiet", "--allow-empty", "--message=change"], seconds);
      return git(["rev-parse", "HEAD"], seconds);
    },
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true, maxRetries: 3 }),
  };
}

function runGit(cwd: string, args: readonly string[], date: string): string {
  const person = { NAME: "n", EMAIL: "e@x.test", DATE: date };
  const people = Object.entries(person).flatMap(([key, value]) => [
    [`GIT_AUTHOR_${key}`, value],
    [`GIT_COMMITTER_${key}`, value],
  ]);
  const plain = { GIT_CONFIG_NOSYSTEM: "1", GIT_CONFIG_GLOBAL: join(cwd, ".git", "none") };
  const env = { ...process.env, ...plain, ...Object.fromEntries(people) };
  return execFileSync("git", [...args], { cwd, env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trimEnd();
}
