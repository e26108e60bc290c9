import type { ProviderEventEmitter, ServerProviderEvents } from "@openfeature/server-sdk";
import type { ClientProviderEvents } from "@openfeature/web-sdk";
import { expect, test } from "vitest";
import { ProviderEvents } from "./provider-events.ts";

test("each handler of an event is called with its details, in the order they came", () => {
  const events = new ProviderEvents("ours");
  const seen: unknown[] = [];
  const first = (details?: object) => seen.push(["first", details]);
  events.addHandler("PROVIDER_STALE", first);
  events.addHandler("PROVIDER_STALE", (details) => seen.push(["second", details]));
  events.addHandler("PROVIDER_READY", () => seen.push("ready"));
  events.emit("PROVIDER_STALE", { message: "why" });
  events.removeHandler("PROVIDER_STALE", first);
  events.emit("PROVIDER_STALE");
  expect(seen).toEqual([
    ["first", { providerName: "ours", message: "why" }],
    ["second", { providerName: "ours", message: "why" }],
    ["second", { providerName: "ours" }],
  ]);
  events.removeAllHandlers("PROVIDER_STALE");
  expect([events.getHandlers("PROVIDER_STALE").length, events.getHandlers("PROVIDER_READY").length]).toEqual([0, 1]);
  events.removeAllHandlers();
  expect(events.getHandlers("PROVIDER_READY")).toEqual([]);
});

test("a handler that throws or rejects stops no other, and is logged", async () => {
  const events = new ProviderEvents("ours");
  const logged: unknown[] = [];
  let reached = false;
  events.setLogger({ error: (...parts) => logged.push(parts.map(String).join(": ")) });
  events.addHandler("PROVIDER_ERROR", () => {
    throw new Error("one");
  });
  events.addHandler("PROVIDER_ERROR", () => Promise.reject(new Error("two")));
  events.addHandler("PROVIDER_ERROR", () => {
    reached = true;
  });
  events.emit("PROVIDER_ERROR");
  await Promise.resolve();
  expect(reached).toBe(true);
  expect(logged).toEqual([
    "a handler of PROVIDER_ERROR failed: Error: one",
    "a handler of PROVIDER_ERROR failed: Error: two",
  ]);
});

test("it is an emitter of both SDKs", () => {
  const events = new ProviderEvents("ours");
  const both: [ProviderEventEmitter<ServerProviderEvents>, ProviderEventEmitter<ClientProviderEvents>] = [
    events,
    events,
  ];
  expect(both).toEqual([events, events]);
});
