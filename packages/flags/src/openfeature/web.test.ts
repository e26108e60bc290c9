import { OpenFeature, type Provider, ProviderEvents } from "@openfeature/web-sdk";
import { afterEach, expect, test } from "vitest";
import { exampleDefinition } from "./example-definition.ts";
import { ExampleSource } from "./example-source.ts";
import { AirworthyWebProvider } from "./web.ts";

afterEach(async () => {
  await OpenFeature.clearProviders();
  await OpenFeature.clearContexts();
  OpenFeature.clearHandlers();
});

async function clientOn(definition: ExampleSource | string) {
  const provider = new AirworthyWebProvider(definition);
  // The assignment is a test, too: of the types.
  const known: Provider = provider;
  await OpenFeature.setProviderAndWait(known);
  return { provider, client: OpenFeature.getClient() };
}

test("each kind of value is answered without waiting", async () => {
  const { client } = await clientOn(exampleDefinition());
  expect(client.getBooleanValue("dark", false)).toBe(true);
  expect(client.getNumberValue("limit", 9)).toBe(0.5);
  expect(client.getObjectValue("layout", {})).toEqual({ columns: [1, 2] });
  expect(client.getStringDetails("dark", "mine")).toMatchObject({ value: "mine", errorCode: "TYPE_MISMATCH" });
});

test("a context that changes is in force at once, and everyone is told", async () => {
  const { client } = await clientOn(exampleDefinition());
  let told = 0;
  OpenFeature.addHandler(ProviderEvents.ContextChanged, () => {
    told++;
  });
  const variants = new Set<string | undefined>();
  for (let user = 0; user < 20; user++) {
    await OpenFeature.setContext({ targetingKey: `user-${user}` });
    expect(client.providerStatus).toBe("READY");
    variants.add(client.getStringDetails("ranker", "").variant);
  }
  expect([...variants].sort()).toEqual(["canary", "stable"]);
  expect(told).toBe(20);
});

test("a definition that is loaded again is told of, a broken one is stale", async () => {
  const source = new ExampleSource(exampleDefinition(0));
  const { client, provider } = await clientOn(source);
  await OpenFeature.setContext({ targetingKey: "user-1" });
  const changes: unknown[] = [];
  provider.events.addHandler("PROVIDER_CONFIGURATION_CHANGED", (details) => changes.push(details));
  source.next = exampleDefinition(1_000);
  await provider.refresh();
  expect(client.getStringDetails("ranker", "").variant).toBe("canary");
  expect(changes).toEqual([{ providerName: "airworthy", flagsChanged: ["ranker"] }]);
  source.next = "{";
  await provider.refresh();
  expect(client.providerStatus).toBe("STALE");
  expect(client.getStringDetails("ranker", "").variant).toBe("canary");
});
