import type { Git } from "../git.ts";
import { GitProblem } from "../problem.ts";

/** What git knows of an object without its content. */
export interface ObjectFacts {
  readonly object: string;
  readonly type: string;
  /** In bytes. */
  readonly size: number;
}

/** Of a line that `git cat-file --batch` prints before a content. */
const LINE_BYTES = 100;
const LINE_FEED = 0x0a;

/** What names of objects stand for, in their order; null for one that is not in the clone. */
export async function factsOf(git: Git, names: readonly string[]): Promise<readonly (ObjectFacts | null)[]> {
  if (names.length === 0) return [];
  const input = linesOf(names);
  const text = await git.text(["cat-file", "--batch-check"], { input, most: input.length + names.length * LINE_BYTES });
  const lines = text.split("\n");
  return names.map((_, index) => parseFacts(lines[index] ?? ""));
}

/** The contents of objects, by their names. Throws a GitProblem where git prints something else. */
export async function contentsOf(git: Git, objects: readonly ObjectFacts[]): Promise<ReadonlyMap<string, Uint8Array>> {
  const contents = new Map<string, Uint8Array>();
  if (objects.length === 0) return contents;
  const most = objects.reduce((bytes, { size }) => bytes + size + LINE_BYTES, 0);
  const { stdout } = await git.run(["cat-file", "--batch"], {
    input: linesOf(objects.map(({ object }) => object)),
    most,
  });
  let at = 0;
  for (const { object, size } of objects) {
    const start = stdout.indexOf(LINE_FEED, at) + 1;
    const said = parseFacts(stdout.toString("latin1", at, Math.max(at, start - 1)));
    const end = start + size;
    if (said?.object !== object || said.size !== size || stdout[end] !== LINE_FEED) {
      throw new GitProblem("failed", `git cat-file printed something else than the object ${object}`);
    }
    contents.set(object, stdout.subarray(start, end));
    at = end + 1;
  }
  return contents;
}

function linesOf(names: readonly string[]): string {
  return names.map((name) => `${name}\n`).join("");
}

function parseFacts(line: string): ObjectFacts | null {
  const [, object, type = "", size] = /^([0-9a-f]{40,64}) ([a-z]+) (\d{1,15})$/.exec(line) ?? [];
  return object === undefined ? null : { object, type, size: Number(size) };
}
