import { createHmac } from "node:crypto";
import type { Hook as ServerHook } from "@openfeature/server-sdk";
import { TelemetryAttribute } from "@openfeature/server-sdk";
import type { Hook as WebHook } from "@openfeature/web-sdk";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type EvaluationDetails, type Exposure, exposureLine, type HookContext } from "./exposure.ts";
import { type ExposureOptions, exposureHook } from "./exposure-hook.ts";

const DIGEST = `sha256:${"a".repeat(64)}`;
const NOW = new Date("2026-03-15T12:00:00.000Z");

function seenBy(id: string | undefined, flagKey = "ranker"): HookContext {
  return { flagKey, context: id === undefined ? {} : { targetingKey: id }, providerMetadata: { name: "airworthy" } };
}

function canary(given: Partial<EvaluationDetails> = {}): EvaluationDetails {
  return { value: DIGEST, variant: "canary", reason: "TARGETING_MATCH", flagMetadata: {}, ...given };
}

/** A hook, and what it emitted. */
function recording(options: Partial<ExposureOptions> = {}) {
  const events: Exposure[] = [];
  const hook = exposureHook({ emit: (event) => events.push(event), now: () => NOW, ...options });
  return { hook, events };
}

describe("an exposure", () => {
  test("carries the names of OpenFeature's appendix D, in lower case where they are enumerations", () => {
    const { hook, events } = recording();
    hook.finally(seenBy("user-1"), canary({ flagMetadata: { flagSetId: "ranking", version: 12 } }));
    expect(events).toEqual([
      {
        timestamp: "2026-03-15T12:00:00.000Z",
        "feature_flag.key": "ranker",
        "feature_flag.result.variant": "canary",
        "feature_flag.result.value": DIGEST,
        "feature_flag.result.reason": "targeting_match",
        "feature_flag.context.id": "user-1",
        "feature_flag.set.id": "ranking",
        "feature_flag.version": "12",
        "feature_flag.provider.name": "airworthy",
      },
    ]);
    const known: string[] = ["timestamp", ...Object.values(TelemetryAttribute)];
    expect(Object.keys(events[0] ?? {}).filter((name) => !known.includes(name))).toEqual([]);
  });

  test("of an evaluation that failed says which error, and not the value that the application fell back to", () => {
    const { hook, events } = recording();
    const failure = { value: "fallback", reason: "ERROR", errorCode: "FLAG_NOT_FOUND", errorMessage: "x".repeat(999) };
    hook.finally(seenBy("user-1"), { ...failure, flagMetadata: {} });
    expect(events).toEqual([
      {
        timestamp: NOW.toISOString(),
        "feature_flag.key": "ranker",
        "feature_flag.result.reason": "error",
        "feature_flag.context.id": "user-1",
        "feature_flag.provider.name": "airworthy",
        "error.type": "flag_not_found",
        "error.message": "x".repeat(256),
      },
    ]);
  });

  test("takes the context id of the metadata before the targeting key", () => {
    const { hook, events } = recording();
    hook.finally(seenBy("user-1"), canary({ flagMetadata: { contextId: "account-9" } }));
    expect(events[0]?.["feature_flag.context.id"]).toBe("account-9");
  });

  test("leaves out values that are long or objects", () => {
    const { hook, events } = recording();
    for (const value of ["x".repeat(257), { digest: DIGEST }, null]) hook.finally(seenBy("u"), canary({ value }));
    expect(events.map((event) => "feature_flag.result.value" in event)).toEqual([false, false, false]);
  });

  test("has no context id where the context names nobody", () => {
    const { hook, events } = recording({ salt: "pepper" });
    hook.finally(seenBy(undefined), canary());
    expect(events[0]).not.toHaveProperty("feature_flag.context.id");
  });

  test("hides the context id under a salt, as any HMAC-SHA-256 does", () => {
    const { hook, events } = recording({ salt: "pepper" });
    hook.finally(seenBy("Ann Löwe"), canary());
    const expected = createHmac("sha256", "pepper").update("Ann Löwe").digest("hex");
    expect(events[0]?.["feature_flag.context.id"]).toBe(expected);
    expect(JSON.stringify(events)).not.toContain("Ann");
  });
});

describe("remembering", () => {
  test("the same exposure is emitted once; another flag, version, variant, value or id is another exposure", () => {
    const { hook, events } = recording();
    const evaluations: [HookContext, EvaluationDetails][] = [
      [seenBy("user-1"), canary()],
      [seenBy("user-2"), canary()],
      [seenBy("user-1", "other"), canary()],
      [seenBy("user-1"), canary({ variant: "stable" })],
      [seenBy("user-1"), canary({ value: `sha256:${"b".repeat(64)}` })],
      [seenBy("user-1"), canary({ value: { digest: DIGEST } })],
      [seenBy("user-1"), canary({ flagMetadata: { version: "ranker-2/3" } })],
      [seenBy("x".repeat(1_000)), canary()],
    ];
    for (let round = 0; round < 3; round++)
      for (const [context, details] of evaluations) hook.finally(context, details);
    expect(events).toHaveLength(evaluations.length);
  });

  test("whoever is still there an hour later is told of again", () => {
    const clock = { at: Date.UTC(2026, 2, 2, 9, 30) };
    const events: Exposure[] = [];
    const hook = exposureHook({ emit: (event) => events.push(event), now: () => new Date(clock.at) });
    for (const minutes of [0, 20, 29, 30, 60]) {
      clock.at = Date.UTC(2026, 2, 2, 9, 30 + minutes);
      hook.finally(seenBy("user-1"), canary());
    }
    expect(events.map(({ timestamp }) => timestamp.slice(11, 16))).toEqual(["09:30", "10:00"]);
  });

  test("names that only look the same when they are joined are two", () => {
    const { hook, events } = recording();
    hook.finally(seenBy('b","c'), canary({ variant: "a" }));
    hook.finally(seenBy("c"), canary({ variant: 'a","b' }));
    expect(events).toHaveLength(2);
  });

  test("0 emits every evaluation", () => {
    const { hook, events } = recording({ remember: 0 });
    for (let round = 0; round < 3; round++) hook.finally(seenBy("user-1"), canary());
    expect(events).toHaveLength(3);
  });
});

describe("the application", () => {
  test("never sees what goes wrong with an event", async () => {
    const errors: unknown[] = [];
    const onError = (error: unknown) => {
      errors.push(error);
      throw new Error("the log is full, too");
    };
    const refuse = () => {
      throw new Error("sync");
    };
    const hooks = [
      exposureHook({ emit: refuse, now: () => NOW, onError }),
      exposureHook({ emit: () => Promise.reject(new Error("async")), now: () => NOW, onError }),
      exposureHook({ emit: () => undefined, now: () => new Date(Number.NaN), onError }),
      exposureHook({ emit: refuse, now: () => NOW }),
    ];
    for (const hook of hooks) hook.finally(seenBy("u"), canary());
    await Promise.resolve();
    expect(errors.map(String)).toEqual(["Error: sync", "RangeError: Invalid time value", "Error: async"]);
  });

  test("may use an SDK that does not say how an evaluation came out", () => {
    const { hook, events } = recording();
    hook.finally(seenBy("u"));
    expect(events).toEqual([]);
  });

  test("is told at once of options that are not allowed", () => {
    const given = { emit: () => undefined, now: () => NOW };
    expect(() => exposureHook({ ...given, salt: "" })).toThrow("the salt is empty");
    for (const remember of [-1, 1.5, Number.NaN]) {
      expect(() => exposureHook({ ...given, remember })).toThrow("a whole number from 0 is allowed");
    }
  });
});

test("the hook is one of both SDKs", () => {
  const { hook } = recording();
  const both: [ServerHook, WebHook] = [hook, hook];
  expect(both.map((one) => typeof one.finally)).toEqual(["function", "function"]);
});

test("any exposure is one line, which reads back as it was", () => {
  const text = fc.string({ unit: "binary" });
  const lineEnd = fc.constantFrom("\n", "\r", "\u2028", "\u2029", "\u0085", "\u007f");
  fc.assert(
    fc.property(text, text, lineEnd, (key, id, end) => {
      const { hook, events } = recording();
      hook.finally(seenBy(`${id}${end}`, `${end}${key}`), canary());
      const line = exposureLine(events[0] ?? { timestamp: "", "feature_flag.key": "" });
      expect(line.slice(0, -1)).not.toMatch(/[\n\r\u0085\u2028\u2029\u007f]/);
      expect(line.at(-1)).toBe("\n");
      expect(JSON.parse(line)).toEqual(events[0]);
    }),
  );
});
