import { execFile } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { createGitFolder } from "../../harness/git-repository.ts";

const LAUNCHER = join(import.meta.dirname, "..", "..", "..", "packages", "cli", "bin", "airworthy.js");
const POLICY = `promotion:
  stages:
    staging:
      checklist: false
      verification: warn # made here, by hand
      needs: [{ type: safety-scan }]
    production:
      checklist: false
      verification: warn # made here, by hand
      needs: [{ type: safety-scan }]
`;

/** A clone with a policy of two stages, in which `npx airworthy` makes, promotes and takes back versions of one model. */
export async function promotedClone(model: string) {
  const at = await createGitFolder();
  const keys = generateKeyPairSync("ec", {
    namedCurve: "P-256",
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  await writeFile(join(at.path, ".gitignore"), "airworthy-*\nkey.*\n");
  await writeFile(join(at.path, "key.pem"), keys.privateKey);
  await writeFile(join(at.path, "key.pub"), keys.publicKey);
  await at.commit({ "airworthy.yml": POLICY });

  /** What it prints. Throws where it does not end well. */
  async function airworthy(verb: string, ...options: readonly string[]): Promise<string> {
    const env = { PATH: process.env["PATH"], USER: "ann", HOME: at.path, SystemRoot: process.env["SystemRoot"] };
    const args = [LAUNCHER, verb, ...options];
    const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { cwd: at.path, env });
    return stdout + stderr;
  }

  return {
    at,
    /** Commits a model, and makes its package with what clears it; its layout. */
    async release(version: string, seconds: number): Promise<string> {
      await at.commit({ "model/weights.bin": `the weights of ${version}` }, seconds);
      const layout = `airworthy-packages/${model}-${version}`;
      const own = `airworthy-evidence/package-model.${model}-${version}*.json`;
      await airworthy("package-model", "--path", "model", "--name", model, "--version", version);
      await airworthy("sign-model", "--package", layout, "--key", "key.pem", "--evidence", own);
      const required = ["--require", "signature", "--require", "provenance"];
      await airworthy("verify-model", "--package", layout, "--key", "key.pub", ...required);
      return layout;
    },
    promote: (layout: string, stage: string, ...options: readonly string[]) =>
      airworthy("promote-model", "--model", model, "--package", layout, "--stage", stage, ...options),
    rollback: (stage: string, ...options: readonly string[]) =>
      airworthy(
        ...(["promote-model", "--task", "rollback", "--model", model, "--stage", stage] as const),
        ...["--reason", "toxic replies", ...options],
      ),
    look: (task: "aliases" | "history") => airworthy("promote-model", "--task", task, "--model", model),
    [Symbol.asyncDispose]: () => at[Symbol.asyncDispose](),
  };
}
