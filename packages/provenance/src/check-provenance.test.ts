import { createStatement, UserError, worstVerdict } from "@airworthy/evidence";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkProvenance } from "./check-provenance.ts";
import { type Provenance, parseProvenance } from "./parse-provenance.ts";
import { LOCAL_BUILD, PROVENANCE_PREDICATE, WORKFLOW_BUILD } from "./provenance.ts";
import type { ProvenancePolicy } from "./provenance-policy.ts";

const SHA256 = "a".repeat(64);
const COMMIT = "ffac537e6cbbf934b08745a378932722df287a53";
const OTHER = "1111111111111111111111111111111111111111";

const workflow = {
  ref: "refs/heads/main",
  repository: "https://github.com/octo/model",
  path: ".github/workflows/train.yml",
};
const source = { uri: "git+https://github.com/octo/model@refs/heads/main", digest: { gitCommit: COMMIT } };
const builder = "https://github.com/octo/model/.github/workflows/train.yml@refs/heads/main";

// The extensions of a certificate that Fulcio gives to a job of this very workflow, as its documentation describes them.
const CLAIMS = {
  buildSignerURI: builder,
  buildConfigURI: builder,
  sourceRepositoryURI: workflow.repository,
  sourceRepositoryDigest: COMMIT,
  sourceRepositoryRef: "refs/heads/main",
};

const POLICY = {
  repository: "octo/model",
  workflow: ".github/workflows/train.yml",
  ref: "refs/heads/main",
  builder,
} satisfies ProvenancePolicy;

function provenanceOf(definition: object = {}): Provenance {
  const predicate = {
    buildDefinition: {
      buildType: WORKFLOW_BUILD,
      externalParameters: { workflow },
      resolvedDependencies: [source],
      ...definition,
    },
    runDetails: { builder: { id: builder } },
  };
  return parseProvenance(createStatement({ name: "m", digest: { sha256: SHA256 } }, PROVENANCE_PREDICATE, predicate));
}

function problems(
  policy: ProvenancePolicy,
  provenance = provenanceOf(),
  claims: Record<string, string> | null = CLAIMS,
) {
  return checkProvenance(provenance, SHA256, policy, claims)
    .filter(({ verdict }) => verdict !== "pass")
    .map(({ subject, verdict, reasonCode }) => `${subject}: ${verdict} ${reasonCode}`);
}

test("what the policy demands, the predicate says and the certificate confirms passes, a check for each", () => {
  const checks = checkProvenance(provenanceOf(), SHA256, POLICY, CLAIMS);
  expect(checks.map(({ subject, verdict }) => [subject, verdict])).toEqual([
    ["provenance subject", "pass"],
    ["provenance parameters", "pass"],
    ["provenance repository", "pass"],
    ["provenance workflow", "pass"],
    ["provenance ref", "pass"],
    ["provenance builder", "pass"],
  ]);
});

describe("each line of the policy fails by itself", () => {
  test.each<[keyof ProvenancePolicy, string, string]>([
    ["repository", "octo/other", "provenance repository: fail wrong-repository"],
    ["repository", "https://ghe.example.org/octo/model", "provenance repository: fail wrong-repository"],
    ["workflow", ".github/workflows/other.yml", "provenance workflow: fail wrong-workflow"],
    ["ref", "refs/heads/mai", "provenance ref: fail wrong-ref"],
    ["ref", "refs/tags/v*", "provenance ref: fail wrong-ref"],
    ["builder", "https://github.com/acme/*", "provenance builder: fail wrong-builder"],
  ])("%s: %s", (line, demanded, problem) => {
    expect(problems({ ...POLICY, [line]: demanded })).toEqual([problem]);
  });
});

test("a ref or builder may be demanded by its start; the star stands at the end only", () => {
  expect(problems({ ref: "refs/heads/*", builder: "https://github.com/octo/*" })).toEqual([]);
  expect(() => problems({ ref: "refs/*/main" })).toThrow(UserError);
  expect(() => problems({ repository: "octo" })).toThrow('repository: "octo" was given; owner/name');
});

test("provenance of another package is none of this one", () => {
  expect(checkProvenance(provenanceOf(), "b".repeat(64), {}, CLAIMS)[0]).toMatchObject({
    verdict: "fail",
    reasonCode: "subject-mismatch",
  });
});

test("without a signature nothing passes, and what is wrong is wrong still", () => {
  const checks = checkProvenance(provenanceOf(), SHA256, POLICY, null);
  expect(new Set(checks.map(({ verdict, reasonCode }) => `${verdict} ${reasonCode}`))).toEqual(
    new Set(["warn claimed-not-signed"]),
  );
  expect(problems({ repository: "octo/other" }, provenanceOf(), null)).toContain(
    "provenance repository: fail wrong-repository",
  );
});

test("a signer who makes no claims, such as a key, vouches for what it signed", () => {
  expect(problems(POLICY, provenanceOf(), {})).toEqual([]);
});

describe("the certificate has the last word", () => {
  test.each<[string, Record<string, string>, readonly string[]]>([
    [
      "another repository",
      {
        ...CLAIMS,
        sourceRepositoryURI: "https://github.com/evil/model",
        buildConfigURI: builder.replace("octo", "evil"),
      },
      ["provenance repository: fail certificate-mismatch"],
    ],
    [
      "another workflow and ref",
      { ...CLAIMS, buildConfigURI: "https://github.com/octo/model/.github/workflows/x.yml@refs/heads/x" },
      ["provenance workflow: fail certificate-mismatch", "provenance ref: fail certificate-mismatch"],
    ],
    [
      "a workflow at the same path in another repository",
      { ...CLAIMS, buildConfigURI: builder.replace("octo", "evil") },
      ["provenance workflow: fail certificate-mismatch"],
    ],
    ["another builder", { ...CLAIMS, buildSignerURI: "https://x" }, ["provenance builder: fail certificate-mismatch"]],
    ["another commit", { ...CLAIMS, sourceRepositoryDigest: OTHER }, ["provenance source: fail certificate-mismatch"]],
  ])("%s, though nothing was demanded", (_what, claims, expected) => {
    expect(problems({}, provenanceOf(), claims)).toEqual(expected);
  });

  test("and what it does not say was not shown", () => {
    expect(problems({ ref: "refs/heads/main" }, provenanceOf(), { issuer: "https://example.org" })).toEqual([
      "provenance ref: fail claim-missing",
    ]);
  });
});

describe("parameters that a verifier must not ignore", () => {
  test.each([
    ["beside the workflow", { workflow, inputs: { skip: "tests" } }],
    ["inside the workflow", { workflow: { ...workflow, inputs: "x" } }],
    ["instead of it", {}],
    ["named like what every object has", { workflow, constructor: 1 }],
    ["named like a prototype", JSON.parse(`{"workflow":${JSON.stringify(workflow)},"__proto__":1}`)],
  ])("%s", (_what, externalParameters) => {
    expect(problems({}, provenanceOf({ externalParameters }), {})).toEqual([
      "provenance parameters: fail unexpected-parameter",
    ]);
  });
});

test("a local build names no repository, workflow or ref, and never passes", () => {
  const local = provenanceOf({ buildType: LOCAL_BUILD, externalParameters: { verb: "package-model", workflow } });
  expect(problems({ repository: "octo/model" }, local, {})).toEqual([
    "provenance parameters: warn local-build",
    "provenance repository: fail wrong-repository",
  ]);
});

test("what another build type may have as parameters is not known, and is said", () => {
  const other = provenanceOf({ buildType: "https://example.org/build/v1" });
  expect(problems({}, other, {})).toEqual(["provenance parameters: warn unknown-build-type"]);
});

test("another commit may be checked out than the event's, which the certificate is of", () => {
  const workTree = { name: "work tree", digest: { gitCommit: OTHER } };
  expect(problems({}, provenanceOf({ resolvedDependencies: [source, workTree] }))).toEqual([]);
  expect(problems({}, provenanceOf({ resolvedDependencies: [workTree] }))).toEqual([
    "provenance source: fail certificate-mismatch",
  ]);
});

test("no change of a demanded or certified value passes", () => {
  const lines = ["repository", "workflow", "ref", "builder"] as const;
  fc.assert(
    fc.property(fc.constantFrom(...lines), fc.string({ minLength: 1 }), fc.boolean(), (line, extra, signed) => {
      fc.pre(!extra.includes("*") && extra.trim() !== "" && !/^\/+$/.test(extra));
      let checks: ReturnType<typeof checkProvenance>;
      try {
        checks = checkProvenance(provenanceOf(), SHA256, { [line]: POLICY[line] + extra }, signed ? CLAIMS : null);
      } catch (error) {
        expect(error).toBeInstanceOf(UserError);
        return;
      }
      expect(worstVerdict(checks.map(({ verdict }) => verdict))).toBe("fail");
    }),
  );
  const claims = fc.constantFrom("buildSignerURI", "sourceRepositoryURI", "sourceRepositoryDigest");
  fc.assert(
    fc.property(claims, fc.string({ minLength: 1 }), (name, value) => {
      const changed = { ...CLAIMS, [name]: value };
      const verdict = worstVerdict(checkProvenance(provenanceOf(), SHA256, {}, changed).map((check) => check.verdict));
      expect(verdict).toBe(value === CLAIMS.buildSignerURI ? "pass" : "fail");
    }),
  );
});
