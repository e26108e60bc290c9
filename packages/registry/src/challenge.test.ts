import fc from "fast-check";
import { expect, test } from "vitest";
import { assertionsMade, conforms } from "../../../test/harness/conforms.ts";
import { parseChallenges } from "./challenge.ts";

const read = (header: string) =>
  parseChallenges(header).map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)]);

test("the example of the distribution's token specification is read", () => {
  const header =
    'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:samalba/my-app:pull,push"';
  expect(read(header)).toEqual([
    [
      "bearer",
      {
        realm: "https://auth.docker.io/token",
        service: "registry.docker.io",
        scope: "repository:samalba/my-app:pull,push",
      },
    ],
  ]);
  conforms({
    area: "Packages and signatures",
    claim: "challenges of registries",
    peer: "the distribution's token specification",
    cases: assertionsMade(),
  });
});

test("the example of RFC 9110, section 11.6.1, is two challenges", () => {
  const header = 'Basic realm="simple", Newauth realm="apps", type=1, title="Login to \\"apps\\""';
  expect(read(header)).toEqual([
    ["basic", { realm: "simple" }],
    ["newauth", { realm: "apps", type: "1", title: 'Login to "apps"' }],
  ]);
  conforms({
    area: "Packages and signatures",
    claim: "challenges of registries",
    peer: "RFC 9110, 11.6.1",
    cases: assertionsMade(),
  });
});

test("a scheme with one unnamed parameter, or none, does not hide the next", () => {
  expect(read('Negotiate YWJj==, NTLM, Basic realm="x"')).toEqual([
    ["negotiate", {}],
    ["ntlm", {}],
    ["basic", { realm: "x" }],
  ]);
});

test("of a parameter given twice the first holds", () => {
  expect(read('Bearer realm="https://a", realm="https://b"')).toEqual([["bearer", { realm: "https://a" }]]);
});

test("what follows a fault is not read", () => {
  expect(read('Bearer realm="https://a", service="unended')).toEqual([["bearer", { realm: "https://a" }]]);
  expect(read("")).toEqual([]);
});

const token = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);
const challenge = fc.record({
  scheme: token,
  parameters: fc.uniqueArray(fc.tuple(token, fc.string()), { selector: ([name]) => name, minLength: 1, maxLength: 4 }),
});

test("whatever is written is read as it was", () => {
  fc.assert(
    fc.property(fc.array(challenge, { maxLength: 3 }), (challenges) => {
      const header = challenges
        .map(({ scheme, parameters }) => {
          const written = parameters.map(([name, value]) => `${name}="${value.replace(/["\\]/g, "\\$&")}"`);
          return `${scheme} ${written.join(", ")}`;
        })
        .join(", ");
      expect(parseChallenges(header)).toEqual(
        challenges.map(({ scheme, parameters }) => ({ scheme, parameters: new Map(parameters) })),
      );
    }),
  );
});

test("no text makes it throw or hang", () => {
  const unit = fc.constantFrom('"', "\\", "=", ",", " ", "a", "Bearer", "\n");
  fc.assert(fc.property(fc.string({ unit, maxLength: 60 }), (text) => void parseChallenges(text)));
});
