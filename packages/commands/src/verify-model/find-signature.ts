import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { UserError } from "@airworthy/evidence";
import { shownPath } from "@airworthy/storage";

/** What signers of models call their file. */
const SIGNATURE_FILE = "model.sig";

/**
 * The signature of a model that is signed as it is: model.sig in its folder, or beside a single file one that is called
 * after it. Throws a UserError where there is no model, or no signature: then it is nothing that can be verified.
 */
export async function findSignature(model: string, cwd: string): Promise<string> {
  const stats = await stat(resolve(cwd, model)).catch(() => null);
  if (stats === null) throw new UserError(`package: there is no file or folder ${shownPath(model)}`);
  const signature = stats.isDirectory() ? join(model, SIGNATURE_FILE) : `${model}.sig`;
  if ((await stat(resolve(cwd, signature)).catch(() => null)) !== null) return signature;
  throw new UserError(
    `${shownPath(model)} is no model package: it is no OCI image layout, and has no signature ${shownPath(signature)}`,
    {
      remedy:
        "Give the folder that package-model wrote, or, for a model that is signed as it is, its signature as `signature`.",
    },
  );
}
