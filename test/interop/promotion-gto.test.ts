import { execFile } from "node:child_process";
import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { conforms } from "../harness/conforms.ts";
import { pythonVersion } from "../harness/peer-versions.ts";
import { gtoHistory, gtoShow, gtoVersion } from "./gto/gto-registry.ts";
import { MLFLOW_START, startMlflow } from "./model-servers/start-mlflow.ts";
import { promotedClone } from "./promotion-gto/promoted-clone.ts";

// What `npx airworthy promote-model` records in a clone, as other programs read it.

const READ_MODEL = join(import.meta.dirname, "mlflow-aliases", "read_model.py");
const LIMIT = { timeout: 240_000 };

/** The rows of a table, by its cells; its header is not one. */
function rowsIn(text: string, width: number): readonly (readonly string[])[] {
  const rows = text.split("\n").map((line) =>
    line
      .split(/\s{2,}|\s*│\s*|\s*\|\s*/)
      .map((cell) => cell.trim())
      .filter((cell) => cell !== ""),
  );
  return rows.filter((cells) => cells.length === width);
}

test(
  "GTO shows the aliases and the history that we list, after promotions, a rollback and another promotion",
  LIMIT,
  async () => {
    await using clone = await promotedClone("ranker");
    const first = await clone.release("1.0.0", 60);
    await clone.promote(first, "staging");
    await clone.promote(first, "production");
    const second = await clone.release("2.0.0", 120);
    await clone.promote(second, "staging");
    await clone.promote(second, "production");
    await clone.rollback("production");
    const third = await clone.release("2.1.0", 180);
    await clone.promote(third, "staging");
    await clone.promote(third, "production");
    await clone.rollback("staging", "--version", "1.0.0");

    const shown = await gtoShow(clone.at.path);
    expect(shown).toEqual({
      ranker: { version: "v2.1.0", stage: { production: "v2.1.0", staging: "v1.0.0" }, registered: true, active: true },
    });
    const aliases = new Map(rowsIn(await clone.look("aliases"), 4).map(([, alias, version]) => [alias, `v${version}`]));
    for (const [stage, version] of Object.entries(shown["ranker"]?.stage ?? {})) {
      expect(aliases.get(stage), stage).toBe(version);
    }
    expect(aliases.get("latest")).toBe(shown["ranker"]?.version);

    const theirs = await gtoHistory(clone.at.path);
    const text = await clone.look("history");
    const places = theirs.map(({ ref }) => text.search(new RegExp(`${ref.replace(/[!.]/g, "\\$&")}(?!\\d)`)));
    expect(places).toHaveLength(3 + 8 + 6);
    expect(Math.min(...places)).toBeGreaterThan(0);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    conforms({
      area: "Records and promotions",
      claim: "events of promotions by the command line, as our history lists them",
      peer: "GTO",
      version: await gtoVersion(),
      cases: theirs.length,
    });
    // The tags are git's own, and nothing else is there.
    expect(clone.at.git("tag").split("\n").sort()).toEqual(theirs.map(({ ref }) => ref).sort());
  },
);

test("MLflow's server has the aliases that its mirror was given, through a promotion and a rollback", {
  timeout: MLFLOW_START + 240_000,
}, async () => {
  await using space = await mkdtempDisposable(join(tmpdir(), "airworthy-mlflow-promotions-"));
  await using mlflow = await startMlflow(space.path);
  await using clone = await promotedClone("ranker");
  let aliasesRead = 0;
  const read = async () => {
    const { stdout } = await promisify(execFile)(mlflow.python, [READ_MODEL, mlflow.url, "ranker"], {
      cwd: space.path,
    });
    const { aliases } = JSON.parse(stdout.trim().split("\n").at(-1) ?? "null");
    aliasesRead += aliases.length;
    return aliases.map(({ alias, tags }: { alias: string; tags: Record<string, string> }) => [
      alias,
      tags["airworthy.version"],
    ]);
  };
  const first = await clone.release("1.0.0", 60);
  await clone.promote(first, "staging", "--mlflow", mlflow.url);
  await clone.promote(first, "production", "--mlflow", mlflow.url);
  const second = await clone.release("2.0.0", 120);
  await clone.promote(second, "staging", "--mlflow", mlflow.url);
  // One that was promoted without the server is mirrored when it is asked for again.
  await clone.promote(second, "production");
  expect(await read()).toEqual([
    ["production", "1.0.0"],
    ["staging", "2.0.0"],
  ]);
  await clone.promote(second, "production", "--mlflow", mlflow.url);
  expect(await read()).toEqual([
    ["production", "2.0.0"],
    ["staging", "2.0.0"],
  ]);
  await clone.rollback("production", "--mlflow", mlflow.url);
  expect(await read()).toEqual([
    ["production", "1.0.0"],
    ["staging", "2.0.0"],
  ]);
  conforms({
    area: "Records and promotions",
    claim: "aliases after two promotions and a rollback by the command line",
    peer: "MLflow's server",
    version: await pythonVersion(mlflow.python, "mlflow-skinny"),
    cases: aliasesRead,
  });
});
