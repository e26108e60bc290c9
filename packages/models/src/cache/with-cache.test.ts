import { mkdtempDisposable, readdir, readFile, rm, stat, truncate, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sha256, UserError } from "@airworthy/evidence";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Answer, Predictor, Question } from "../predictor.ts";
import { type CacheOptions, type CacheUse, withCache } from "./with-cache.ts";

const MODEL = sha256("model");

/** Answers every text with its length, and notes what it was asked. */
function counting(
  identity = sha256("identity"),
  answer = (input: string): Answer => ({ prediction: `${input.length}`, scores: new Map([["n", input.length]]) }),
) {
  const asked: string[] = [];
  const predictor: Predictor = {
    files: ["/m"],
    identity,
    async predict(questions) {
      asked.push(...questions.map(({ input }) => String(input)));
      return questions.map(({ input }) => answer(String(input)));
    },
    async [Symbol.asyncDispose]() {},
  };
  return { predictor, asked };
}

function questions(inputs: readonly string[], repeat = 0): Question[] {
  return inputs.map((input, index) => ({ id: `q${index}`, input, repeat }));
}

/** One run: what was answered, what the model was asked, and what the cache says of it. */
async function run(
  folder: string,
  inputs: readonly string[],
  change: Partial<CacheOptions> & { readonly model?: string } = {},
  model = counting(),
) {
  await using cached = await withCache(model.predictor, { folder, model: MODEL, ...change });
  const answers = await cached.predict(questions(inputs));
  return { answers, asked: model.asked, use: cached.cacheUse() };
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  await using folder = await mkdtempDisposable(join(tmpdir(), "airworthy-cache-"));
  return await work(join(folder.path, "cache"));
}

async function filesOf(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  return names.filter((name) => name.endsWith(".answers")).map((name) => join(folder, name));
}

const used = (hits: number, misses: number, ignored = 0): CacheUse => ({ hits, misses, ignored, warning: null });

test("another run finds what was asked before, and asks only for the rest, in order", async () => {
  await inFolder(async (folder) => {
    const first = await run(folder, ["a", "bb"]);
    expect(first.asked).toEqual(["a", "bb"]);
    expect(first.use).toEqual(used(0, 2));
    const second = await run(folder, ["ccc", "bb", "a", "bb"]);
    expect(second.asked).toEqual(["ccc"]);
    expect(second.answers.map((answer) => "prediction" in answer && answer.prediction)).toEqual(["3", "2", "1", "2"]);
    expect(second.answers[1]).toEqual(first.answers[1]);
    expect(second.use).toEqual(used(3, 1));
  });
});

test("a run that asks again what it was told itself is answered from the cache", async () => {
  await inFolder(async (folder) => {
    const model = counting();
    await using cached = await withCache(model.predictor, { folder, model: MODEL });
    for (let round = 0; round < 3; round++) await cached.predict(questions(["a", "b"]));
    await cached.predict(questions(["a"], 1));
    expect(model.asked).toEqual(["a", "b", "a"]);
    expect(cached.cacheUse()).toEqual(used(4, 3));
    expect(cached.files).toEqual(["/m"]);
  });
});

test("another model, or the same called otherwise, is asked anew", async () => {
  await inFolder(async (folder) => {
    await run(folder, ["a"]);
    expect((await run(folder, ["a"], { model: sha256("other") })).asked).toEqual(["a"]);
    expect((await run(folder, ["a"], {}, counting(sha256("other")))).asked).toEqual(["a"]);
    expect((await run(folder, ["a"])).asked).toEqual([]);
  });
});

test("problems and what is unsupported are asked again", async () => {
  await inFolder(async (folder) => {
    const moody = () => counting(sha256("i"), (input) => (input === "a" ? { problem: "late" } : { unsupported: "no" }));
    await run(folder, ["a", "b"], {}, moody());
    expect((await run(folder, ["a", "b"], {}, moody())).asked).toEqual(["a", "b"]);
    expect(await filesOf(folder)).toEqual([]);
  });
});

test("processes that run at once keep what each was told, and see it afterwards", async () => {
  await inFolder(async (folder) => {
    await Promise.all(["a", "b", "c", "d"].map((input) => run(folder, [input, "shared"])));
    expect((await run(folder, ["a", "b", "c", "d", "shared"])).asked).toEqual([]);
  });
});

test("whatever happens to the files, no answer is wrong", async () => {
  await inFolder(async (folder) => {
    const inputs = Array.from({ length: 12 }, (_, index) => "x".repeat(index));
    const { answers } = await run(folder, inputs);
    const [path = ""] = await filesOf(folder);
    const sound = await readFile(path);
    const damage = fc.array(
      fc.record({ at: fc.nat(sound.length - 1), length: fc.nat(40), bytes: fc.uint8Array({ maxLength: 40 }) }),
      { minLength: 1, maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(damage, async (places) => {
        let bytes: Buffer = sound;
        for (const { at, length, bytes: put } of places) {
          bytes = Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + length)]);
        }
        await writeFile(path, bytes);
        const again = await run(folder, inputs);
        expect(again.answers).toEqual(answers);
        for (const other of await filesOf(folder)) if (other !== path) await rm(other);
      }),
      { numRuns: 60 },
    );
  });
});

test("a torn last line, and lines that are none, are counted and not trusted", async () => {
  await inFolder(async (folder) => {
    await run(folder, ["a", "bb"]);
    const [path = ""] = await filesOf(folder);
    await truncate(path, (await stat(path)).size - 5);
    await writeFile(path, "no line of ours\n", { flag: "a" });
    const again = await run(folder, ["a", "bb"]);
    expect(again.asked).toEqual(["bb"]);
    expect(again.use.ignored).toBe(1);
  });
});

test("a segment whose line never ends is trusted as far as its lines go", async () => {
  await inFolder(async (folder) => {
    await run(folder, ["a"]);
    const [path = ""] = await filesOf(folder);
    await writeFile(path, "x".repeat(9 * 1024 * 1024), { flag: "a" });
    const again = await run(folder, ["a"]);
    expect(again.asked).toEqual([]);
    expect(again.use.ignored).toBe(1);
  });
});

test("many segments that nobody writes to any more become one, damaged lines left out", async () => {
  await inFolder(async (folder) => {
    const inputs = Array.from({ length: 10 }, (_, index) => "x".repeat(index + 1));
    for (const input of inputs) await run(folder, [input]);
    const paths = await filesOf(folder);
    const [path = ""] = paths;
    await writeFile(path, "damage\n", { flag: "a" });
    for (const one of paths) await utimes(one, 1_000, 1_000);
    const again = await run(folder, inputs);
    expect(again.asked).toEqual([]);
    expect(again.use).toEqual(used(10, 0));
    const [merged = "", ...others] = await filesOf(folder);
    expect(others).toEqual([]);
    expect((await readFile(merged, "utf8")).trimEnd().split("\n")).toHaveLength(10);
  });
});

test("segments that may still be written to are left alone", async () => {
  await inFolder(async (folder) => {
    for (let index = 0; index < 10; index++) await run(folder, ["x".repeat(index)]);
    await run(folder, ["x"]);
    expect(await filesOf(folder)).toHaveLength(10);
  });
});

test("beyond its size the oldest answers go, and nothing that is not the cache's", async () => {
  await inFolder(async (folder) => {
    await run(folder, ["old"]);
    const [old = ""] = await filesOf(folder);
    await utimes(old, 1_000, 1_000);
    await writeFile(join(folder, "mine.answers"), "x".repeat(10_000));
    await run(folder, ["new"]);
    const limit = { maxBytes: (await stat(old)).size };
    expect((await run(folder, ["old", "new"], limit)).asked).toEqual(["old"]);
    expect(await readdir(folder)).toContain("mine.answers");
  });
});

test("a folder that cannot be used, and a digest that is none, are UserErrors", async () => {
  await inFolder(async (folder) => {
    await writeFile(folder, "a file");
    await expect(run(folder, ["a"])).rejects.toThrow(UserError);
    await expect(run(folder, ["a"])).rejects.toThrow(/cannot be used/);
    await expect(run(`${folder}2`, ["a"], { model: "latest" })).rejects.toThrow(/SHA-256; "latest" was given/);
  });
});
