import { expect, test } from "vitest";
import { createGitFolder } from "../../../../test/harness/git-repository.ts";
import { silentPorts } from "../../../../test/harness/silent-ports.ts";
import { openFlags } from "./open-flags.ts";

test("a branch that is not there is named, and so is what is read from it", async () => {
  await using clone = await createGitFolder();
  await clone.commit({ "airworthy.yml": "" });
  const inputs = { branch: "mian", propose: false, config: "airworthy.yml", folder: ".airworthy/flags" };
  const { store } = await openFlags(inputs, null, silentPorts(clone.path, { env: { PATH: process.env["PATH"] } }));
  await expect(store.open()).rejects.toThrow(
    "branch: refs/heads/mian is not there, or cannot be seen; airworthy.yml and the flags are read from it",
  );
});
