import { expect, test } from "vitest";
import { at } from "../finding.ts";
import { checkRepository } from "./check-repository.ts";
import type { AllowedActions, RepositoryFacts } from "./repository-facts.ts";

const SOUND: RepositoryFacts = {
  name: "octo-org/sentiment",
  defaultPermissions: { value: "read" },
  allowedActions: { value: { isEnabled: true, patterns: null, mustPin: false } },
  environments: [{ name: "production", place: at("airworthy.yml", { line: 7 }), reviewers: { value: 2 } }],
  requiredChecks: { value: { branch: "main", checks: ["Airworthy", "build"] } },
  pushes: [],
  history: { ref: "refs/heads/airworthy-history", isThere: { value: true } },
  codeowners: { value: [] },
};

/** An action, and a workflow, as they are used. */
const ACTION = "airworthy/airworthy/actions/post-report@v1";
const CALLED = "airworthy/airworthy/.github/workflows/gate-model.yml@v1";
const PINNED = ACTION.replace("@v1", `@${"1234567890".repeat(4)}`);

function rulesOf(
  changes: Partial<RepositoryFacts>,
  checks: readonly string[] = ["Airworthy"],
  used = [ACTION, CALLED],
) {
  return checkRepository({ ...SOUND, ...changes }, { checks, used }).map(({ rule }) => rule);
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
  expect(checkRepository({ ...SOUND, codeowners: { value: [error] } }, { checks: [], used: [] })).toEqual([
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

// https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/enabling-features-for-your-repository/managing-github-actions-settings-for-a-repository
test.each<[patterns: readonly string[] | null, isAllowed: boolean]>([
  [null, true],
  [[], false],
  [["actions/*", "acme/airworthy/*"], false],
  [["!airworthy/airworthy/*"], false],
  [["airworthy/*", "!airworthy/airworthy/actions/*"], false],
  [["*/other"], false],
  [["air*/other/*"], false],
  [["airworthy/airworthy/actions/*"], false],
  [["airworthy/airworthy@v1"], false],
  [["airworthy/airworthy/*@v2"], false],
  [["airworthy/airworthy/actions/*", "airworthy/airworthy/.github/workflows/gate-model.yml@v1"], true],
  [["airworthy/*"], true],
  [["Airworthy/Airworthy/*"], true],
  [["airworthy/airworthy/*@*"], true],
  [["*/airworthy/*@v1"], true],
  [["*"], true],
])("patterns %j allow ours: %s", (patterns, isAllowed) => {
  const allowedActions = { value: { isEnabled: true, patterns, mustPin: false } };
  expect(rulesOf({ allowedActions })).toEqual(isAllowed ? [] : ["actions-not-allowed"]);
});

test("each thing that is used must be allowed, and where nothing is used yet, something of ours", () => {
  const allowing = (...patterns: string[]) => ({
    allowedActions: { value: { isEnabled: true, patterns, mustPin: false } },
  });
  expect(rulesOf(allowing("airworthy/airworthy/actions/*"), [], [ACTION])).toEqual([]);
  expect(rulesOf(allowing("airworthy/airworthy/actions/*"), [], [ACTION, CALLED])).toEqual(["actions-not-allowed"]);
  expect(rulesOf(allowing("actions/*"), [], [])).toEqual(["actions-not-allowed"]);
  expect(rulesOf(allowing("airworthy/*"), [], [])).toEqual([]);
});

test("Actions that are off, or must be pinned and are not, are told of; workflows need not be pinned", () => {
  const off: AllowedActions = { isEnabled: false, patterns: null, mustPin: false };
  const pinning: AllowedActions = { isEnabled: true, patterns: null, mustPin: true };
  expect(rulesOf({ allowedActions: { value: off } })).toEqual(["actions-not-allowed"]);
  expect(rulesOf({ allowedActions: { value: pinning } })).toEqual(["actions-not-allowed"]);
  expect(rulesOf({ allowedActions: { value: pinning } }, [], [PINNED, CALLED])).toEqual([]);
});

test("a push that a branch refuses is told of where it is made, with the ways out", () => {
  const place = at(".github/workflows/promote.yml", { line: 9 });
  const push = { branch: null, by: "promote-model", place, remedy: "Give token." };
  const refused = (...because: string[]) => [{ push, refused: { value: { branch: "main", because } } }];
  expect(rulesOf({ pushes: refused() })).toEqual([]);
  const facts = { ...SOUND, pushes: refused("a pull request is required", "checks are required") };
  expect(checkRepository(facts, { checks: [], used: [] })).toEqual([
    {
      rule: "protected-push",
      place,
      found:
        "promote-model commits to main with the job's own token, which GitHub refuses: a pull request is required, checks are required",
      remedy: "Give token.",
    },
  ]);
});

test("what GitHub does not say is told of, and never taken for well set", () => {
  const unread = { unread: "could not look, needs administration: read" };
  const all: RepositoryFacts = {
    name: SOUND.name,
    defaultPermissions: unread,
    allowedActions: unread,
    environments: [{ name: "p", place: at("airworthy.yml"), reviewers: unread }],
    requiredChecks: unread,
    pushes: ["promote-model", "manage-rollout"].map((by) => {
      return { push: { branch: null, by, place: at("w.yml"), remedy: "" }, refused: unread };
    }),
    history: { ref: "refs/heads/h", isThere: unread },
    codeowners: unread,
  };
  const found = checkRepository(all, { checks: ["Airworthy"], used: [] });
  expect(found.map(({ rule }) => rule)).toEqual(Array(7).fill("repository-unread"));
  expect(found[0]?.found).toBe("the default workflow permissions: could not look, needs administration: read");
});
