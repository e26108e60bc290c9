import { OpenFeature, type Provider } from "@openfeature/server-sdk";
import { afterEach, describe, expect, test } from "vitest";
import { exampleDefinition } from "./example-definition.ts";
import { ExampleSource } from "./example-source.ts";
import { AirworthyProvider } from "./server.ts";

const BROKEN = "{";

afterEach(async () => {
  await OpenFeature.clearProviders();
  OpenFeature.clearHandlers();
});

/** A client of the SDK on our provider; the events that it told of, as [name, message or flags]. */
async function clientOn(definition: ExampleSource | string) {
  const provider = new AirworthyProvider(definition);
  // The assignment is a test, too: of the types.
  const known: Provider = provider;
  const events: [string, unknown][] = [];
  const names = ["PROVIDER_READY", "PROVIDER_ERROR", "PROVIDER_STALE", "PROVIDER_CONFIGURATION_CHANGED"] as const;
  for (const name of names) {
    provider.events.addHandler(name, ({ providerName, ...details } = { providerName: "" }) => {
      expect(providerName).toBe("airworthy");
      events.push([name, details]);
    });
  }
  const started = await OpenFeature.setProviderAndWait(known).then(
    () => "ready",
    (error: unknown) => String(error),
  );
  return { provider, client: OpenFeature.getClient(), events, started };
}

describe("a value of each kind", () => {
  test("comes with its variant, its reason and the metadata", async () => {
    const { client } = await clientOn(exampleDefinition());
    const metadata = { flagSetId: "example", version: "1" };
    expect(await client.getBooleanDetails("dark", false)).toEqual({
      flagKey: "dark",
      value: true,
      variant: "on",
      reason: "STATIC",
      flagMetadata: metadata,
    });
    expect(await client.getNumberValue("limit", 9)).toBe(0.5);
    expect(await client.getObjectValue("layout", {})).toEqual({ columns: [1, 2] });
    expect(await client.getStringDetails("ranker", "", { targetingKey: "user-1" })).toMatchObject({
      reason: "TARGETING_MATCH",
      flagMetadata: metadata,
    });
  });

  test("is the code's own where the flag is unknown, of another kind, off, or has no default", async () => {
    const { client } = await clientOn(exampleDefinition());
    const details = async (flag: string) => {
      const { value, reason, errorCode } = await client.getStringDetails(flag, "mine");
      return [value, reason, errorCode];
    };
    expect(await details("nothing")).toEqual(["mine", "ERROR", "FLAG_NOT_FOUND"]);
    expect(await details("dark")).toEqual(["mine", "ERROR", "TYPE_MISMATCH"]);
    expect(await details("layout")).toEqual(["mine", "ERROR", "TYPE_MISMATCH"]);
    expect(await details("off")).toEqual(["mine", "DISABLED", undefined]);
    expect(await details("later")).toEqual(["mine", "DEFAULT", undefined]);
  });

  test("sees a date of the context as JSON has it", async () => {
    const { client } = await clientOn(exampleDefinition());
    expect(await client.getNumberValue("since", 9, { day: new Date("2026-03-15T12:00:00Z") })).toBe(1);
    expect(await client.getNumberValue("since", 9, { day: new Date("2026-03-16T12:00:00Z") })).toBe(0);
    expect(await client.getNumberValue("since", 9, { day: new Date(Number.NaN) })).toBe(0);
  });
});

describe("a definition that is loaded again", () => {
  test("is in force at once, and the event names what changed", async () => {
    const source = new ExampleSource(exampleDefinition(0));
    const { client, events, provider } = await clientOn(source);
    const canary = () => client.getStringDetails("ranker", "", { targetingKey: "user-1" });
    expect((await canary()).variant).toBe("stable");
    source.next = exampleDefinition(1_000);
    await provider.refresh();
    expect((await canary()).variant).toBe("canary");
    expect(events).toEqual([["PROVIDER_CONFIGURATION_CHANGED", { flagsChanged: ["ranker"] }]]);
  });

  test("and is the same says nothing", async () => {
    const { events, provider } = await clientOn(new ExampleSource());
    await provider.refresh();
    expect(events).toEqual([]);
  });

  test("and is broken, or cannot be had, leaves the last good one: stale, with the reason, once", async () => {
    const source = new ExampleSource(exampleDefinition(1_000));
    const { client, events, provider } = await clientOn(source);
    source.next = BROKEN;
    await provider.refresh();
    await provider.refresh();
    expect(client.providerStatus).toBe("STALE");
    expect((await client.getStringDetails("ranker", "", { targetingKey: "u" })).variant).toBe("canary");
    source.next = new Error("no route to host");
    await provider.refresh();
    expect(events).toEqual([
      ["PROVIDER_STALE", { message: expect.stringMatching(/^the last good definition stays in use: ./) }],
      [
        "PROVIDER_STALE",
        { message: "the last good definition stays in use: the definition cannot be loaded: no route to host" },
      ],
    ]);
    source.next = exampleDefinition(1_000);
    await provider.refresh();
    expect(client.providerStatus).toBe("READY");
    expect(events.slice(2)).toEqual([["PROVIDER_READY", {}]]);
  });

  test("is loaded when the source says so, until the provider is closed", async () => {
    const source = new ExampleSource(exampleDefinition(0));
    const { provider, client } = await clientOn(source);
    source.next = exampleDefinition(1_000);
    source.changed?.();
    // News while a load is under way lead to one more, not to one each.
    source.changed?.();
    source.changed?.();
    await provider.refresh();
    expect(source.loads).toBeLessThanOrEqual(3);
    expect((await client.getStringDetails("ranker", "", { targetingKey: "u" })).variant).toBe("canary");
    await OpenFeature.clearProviders();
    expect(source.changed).toBeUndefined();
  });
});

describe("a provider without a good definition", () => {
  test("that was given as text is of no more use", async () => {
    const { client, started } = await clientOn(BROKEN);
    expect(started).toMatch(/^DefinitionError: ./);
    expect(client.providerStatus).toBe("FATAL");
    expect(await client.getBooleanDetails("dark", false)).toMatchObject({ value: false, errorCode: "PROVIDER_FATAL" });
  });

  test("that was loaded answers the code's own values, and recovers", async () => {
    const source = new ExampleSource(BROKEN);
    const { client, provider, events } = await clientOn(source);
    expect(client.providerStatus).toBe("ERROR");
    expect(await client.getBooleanDetails("dark", false)).toMatchObject({ value: false, errorCode: "PARSE_ERROR" });
    source.next = new Error("gone");
    await provider.refresh();
    expect(await client.getBooleanDetails("dark", false)).toMatchObject({ errorCode: "PROVIDER_NOT_READY" });
    source.next = exampleDefinition();
    await provider.refresh();
    expect(client.providerStatus).toBe("READY");
    expect(await client.getBooleanValue("dark", false)).toBe(true);
    expect(events.map(([name]) => name)).toEqual([
      "PROVIDER_ERROR",
      "PROVIDER_READY",
      "PROVIDER_CONFIGURATION_CHANGED",
    ]);
  });

  test("that was closed while it loaded stays closed", async () => {
    const source = new ExampleSource();
    const provider = new AirworthyProvider(source);
    const started = provider.initialize();
    await provider.onClose();
    await started;
    expect(await provider.resolveBooleanEvaluation("dark", false, {})).toMatchObject({ value: false, reason: "ERROR" });
    await provider.initialize();
    expect(await provider.resolveBooleanEvaluation("dark", false, {})).toMatchObject({ value: true });
  });
});
