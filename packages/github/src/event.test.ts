import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readEvent } from "./event.ts";

test("an event is read with its repository and run", async () => {
  await expect(read("{}", { GITHUB_RUN_ID: "12345678901", GITHUB_RUN_ATTEMPT: "2" })).resolves.toEqual({
    name: "pull_request",
    repository: { owner: "octo-org", repo: "sent.iment_1" },
    run: { id: 12_345_678_901, attempt: 2 },
    payload: {},
  });
});

test("a managed user of an enterprise may own the repository", async () => {
  await expect(read("{}", { GITHUB_REPOSITORY: "octo_corp/sentiment" })).resolves.toMatchObject({
    repository: { owner: "octo_corp", repo: "sentiment" },
  });
});

test("outside of GitHub Actions there is no event", async () => {
  await expect(readEvent({})).resolves.toBeNull();
  await expect(readEvent({ GITHUB_EVENT_NAME: "push", GITHUB_REPOSITORY: "a/b" })).resolves.toBeNull();
});

test("what cannot be an event is a UserError that names the variable", async () => {
  const cases: [string, Record<string, string>, string][] = [
    ["{", {}, "GITHUB_EVENT_PATH"],
    ["{}", { GITHUB_EVENT_PATH: join(tmpdir(), "missing", "event.json") }, "GITHUB_EVENT_PATH"],
    ["{}", { GITHUB_REPOSITORY: "../../x" }, "GITHUB_REPOSITORY"],
    ["{}", { GITHUB_REPOSITORY: "a/b/c" }, "GITHUB_REPOSITORY"],
    ["{}", { GITHUB_RUN_ID: "1e3" }, "GITHUB_RUN_ID"],
    ["{}", { GITHUB_RUN_ATTEMPT: "0" }, "GITHUB_RUN_ATTEMPT"],
  ];
  for (const [text, env, name] of cases) {
    await expect(read(text, env), JSON.stringify(env)).rejects.toMatchObject({
      name: "UserError",
      message: expect.stringContaining(name),
    });
  }
});

async function read(text: string, env: Record<string, string>) {
  const folder = await mkdtemp(join(tmpdir(), "airworthy-event-"));
  try {
    const file = join(folder, "event.json");
    await writeFile(file, text);
    const given = {
      GITHUB_EVENT_NAME: "pull_request",
      GITHUB_EVENT_PATH: file,
      GITHUB_REPOSITORY: "octo-org/sent.iment_1",
    };
    return await readEvent({ ...given, ...env });
  } finally {
    await rm(folder, { recursive: true });
  }
}
