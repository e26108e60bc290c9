import { generateKeyPairSync } from "node:crypto";
import { mkdir, mkdtempDisposable, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zipArchive } from "../github/zip-archive.ts";
import { runAction } from "../runner.ts";

/** A model that was packaged, signed and verified at a commit, and all that the job uploads of it. */
export interface Made {
  readonly digest: string;
  readonly version: string;
  readonly archive: Buffer;
}

/** What the pipeline of a pull request does, by the built actions: the evidence is theirs. */
export async function makeEvidence({ version, commit }: { version: string; commit: string }): Promise<Made> {
  await using space = await mkdtempDisposable(join(tmpdir(), "airworthy-made-"));
  const cwd = space.path;
  const keys = generateKeyPairSync("ec", {
    namedCurve: "P-256",
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  await mkdir(join(cwd, "model"));
  await writeFile(join(cwd, "model", "weights.bin"), `the weights of ${version}`);
  await writeFile(join(cwd, "key.pem"), keys.privateKey);
  await writeFile(join(cwd, "key.pub"), keys.publicKey);
  const layout = `airworthy-packages/ranker-${version}`;
  const step = async (verb: string, inputs: Record<string, string>) => {
    const run = await runAction(verb, { cwd, inputs, env: { GITHUB_SHA: commit } });
    if (run.exitCode !== 0) throw new Error(`${verb}: ${run.stdout}${run.stderr}`);
    return run;
  };
  const packaged = await step("package-model", { path: "model", name: "ranker", version });
  await step("sign-model", { package: layout, key: "key.pem" });
  await step("verify-model", { package: layout, key: "key.pub", require: "signature\nprovenance" });
  const folder = join(cwd, "airworthy-evidence");
  const names = (await readdir(folder)).filter((name) => name.endsWith(".json")).sort();
  const members = await Promise.all(names.map(async (name) => ({ name, content: await readFile(join(folder, name)) })));
  return { digest: packaged.outputs["digest"] ?? "", version, archive: zipArchive(members) };
}
