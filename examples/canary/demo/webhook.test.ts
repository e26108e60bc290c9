import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { startWebhook } from "./webhook.ts";

test("an alert is taken where its signature holds, and refused where it is missing, of another secret or of other bytes", async () => {
  await using webhook = await startWebhook();
  const body = JSON.stringify({ occasion: "opened", title: "Rolling back", headline: "", owners: [] });
  const send = async (signature: Readonly<Record<string, string>>) =>
    (await fetch(webhook.url, { method: "POST", body, headers: signature })).status;
  const signed = (text: string, secret: string) => ({
    "X-Airworthy-Signature-256": `sha256=${createHmac("sha256", secret).update(text).digest("hex")}`,
  });
  expect(await send({})).toBe(401);
  expect(await send(signed(body, "another"))).toBe(401);
  expect(await send(signed(`${body} `, webhook.secret))).toBe(401);
  expect(webhook.alerts).toEqual([]);
  expect(await send(signed(body, webhook.secret))).toBe(204);
  expect(webhook.alerts).toMatchObject([{ title: "Rolling back" }]);
});
