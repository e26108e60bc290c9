import { expect, test } from "vitest";
import { at } from "../finding.ts";
import { checkRepository } from "./check-repository.ts";
import type { AllowedActions, RepositoryFacts } from "./repository-facts.ts";

const SOUND: RepositoryFacts = {
  name: "octo-org/sentiment",
  defaultPermissions: { value: "read" },
  allowedActions: { value: { isEnabled: true, patterns: null } },
  environments: [{ name: "production", place: at("airworthy.yml", { line: 7 }), reviewers: { value: 2 } }],
  requiredChecks: { value: { branch: "main", checks: ["Airworthy", "build"] } },
  history: { ref: "refs/heads/airworthy-history", isThere: { value: true } },
  codeowners: { value: [] },
};

function rulesOf(changes: Partial<RepositoryFacts>, checks: readonly string[] = ["Airworthy"]) {
  return checkRepository({ ...SOUND, ...changes }, checks).map(({ rule }) => rule);
}

test("a repository that is set as it should is not told of", () => {
  expect(rulesOf({})).toEqual([]);
  expect(rulesOf({ environments: [], requiredChecks: null, history: null, codeowners: null }, [])).toEqual([]);
});

test("what is not set as it should is", () => {
  expect(rulesOf({ defaultPermissions: { value: "write" } })).toEqual(["default-permissions-write"]);
  expect(rulesOf({}, ["Airworthy", "Other"])).toEqual(["check-not-required"]);
  expect(rulesOf({ history: { ref: "refs/heads/h", isThere: { value: false } } })).toEqual(["history-missing"]);
  const error = { path: ".github/CODEOWNERS", line: 3, column: 9, message: "Unknown owner", suggestion: null };
  expect(checkRepository({ ...SOUND, codeowners: { value: [error] } }, [])).toEqual([
    {
      rule: "codeowners-invalid",
      place: { file: ".github/CODEOWNERS", line: 3, column: 9 },
      found: "Unknown owner",
      remedy: "Mend the line.",
    },
  ]);
});

test("an environment must be there and have reviewers", () => {
  const environment = (count: number | null) => [
    { name: "p", place: at("airworthy.yml"), reviewers: { value: count } },
  ];
  expect(rulesOf({ environments: environment(null) })).toEqual(["environment-missing"]);
  expect(rulesOf({ environments: environment(0) })).toEqual(["environment-unguarded"]);
  expect(rulesOf({ environments: environment(1) })).toEqual([]);
});

test.each<[AllowedActions, boolean]>([
  [{ isEnabled: false, patterns: null }, false],
  [{ isEnabled: true, patterns: [] }, false],
  [{ isEnabled: true, patterns: ["actions/*", "acme/airworthy/*"] }, false],
  [{ isEnabled: true, patterns: ["!airworthy/airworthy/*"] }, false],
  [{ isEnabled: true, patterns: ["airworthy/*"] }, true],
  [{ isEnabled: true, patterns: ["airworthy/airworthy/*@*"] }, true],
  [{ isEnabled: true, patterns: ["airworthy/airworthy@v1"] }, true],
  [{ isEnabled: true, patterns: ["*"] }, true],
])("%j: ours are allowed: %s", (value, isAllowed) => {
  expect(rulesOf({ allowedActions: { value } })).toEqual(isAllowed ? [] : ["actions-not-allowed"]);
});

test("what GitHub does not say is told of, and never taken for well set", () => {
  const unread = { unread: "could not look, needs administration: read" };
  const all: RepositoryFacts = {
    name: SOUND.name,
    defaultPermissions: unread,
    allowedActions: unread,
    environments: [{ name: "p", place: at("airworthy.yml"), reviewers: unread }],
    requiredChecks: unread,
    history: { ref: "refs/heads/h", isThere: unread },
    codeowners: unread,
  };
  const found = checkRepository(all, ["Airworthy"]);
  expect(found.map(({ rule }) => rule)).toEqual(Array(6).fill("repository-unread"));
  expect(found[0]?.found).toBe("the default workflow permissions: could not look, needs administration: read");
});
