import { toJsonSchema } from "@valibot/to-json-schema";
import fc from "fast-check";
import * as v from "valibot";
import { expect, test } from "vitest";
import { assertionsMade, conforms } from "../../../../test/harness/conforms.ts";
import { hostileMessage } from "../../fixtures/arbitrary-message.ts";
import { createPost } from "../sending/post.ts";
import { exampleMessage } from "../testing/example-alert.ts";
import { scriptedNetwork } from "../testing/scripted-network.ts";
import { alertDocument, alertDocumentSchema } from "./alert-document.ts";
import { signBody } from "./signature.ts";
import { webhookChannel } from "./webhook-channel.ts";

const NOW = new Date("2026-03-02T07:00:00.000Z");

// RFC 4231, 4.3: test case 2.
test("the signature is HMAC-SHA-256", () => {
  expect(signBody("what do ya want for nothing?", "Jefe")).toBe(
    "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
  );
  conforms({ area: "Canary analysis", claim: "signatures of webhooks", peer: "RFC 4231", cases: assertionsMade() });
});

test("the very bytes that are sent are signed, and say when they were", async () => {
  const { network, seen } = scriptedNetwork({});
  const place = { url: new URL("https://a.example/hook"), secret: "key", now: () => NOW };
  await webhookChannel(
    place,
    createPost(network, (text) => text),
  ).tell(exampleMessage(), null);
  const [request] = seen;
  expect(request?.headers.get("x-airworthy-signature-256")).toBe(signBody(request?.text ?? "", "key"));
  expect(request?.json).toMatchObject({ sentOn: NOW.toISOString(), verdict: "fail", severity: "error" });
});

test("whatever evidence says, the body is as documented", () => {
  fc.assert(
    fc.property(hostileMessage, (message) => {
      const document: unknown = JSON.parse(JSON.stringify(alertDocument(message, NOW)));
      expect(v.safeParse(alertDocumentSchema, document).issues).toBeUndefined();
    }),
    { numRuns: 60 },
  );
});

// `npx vitest run --update` writes the file anew.
test("alert.schema.json is the body's schema", async () => {
  const converted = toJsonSchema(alertDocumentSchema, { target: "draft-2020-12", ignoreActions: ["check"] });
  const text = `${JSON.stringify({ ...converted, title: "The body of an alert's webhook" }, null, 2)}\n`;
  await expect(text).toMatchFileSnapshot("../../alert.schema.json");
});
