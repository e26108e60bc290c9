import { expect, test } from "vitest";
import type { Alert } from "./alert/alert.ts";
import { deliver } from "./deliver.ts";
import type { IssueText, IssueTracker } from "./issue/issue-tracker.ts";
import type { AlertsPlan } from "./plan/alerts-section.ts";
import type { Target } from "./plan/target.ts";
import type { AlertWorld } from "./sending/open-channel.ts";
import { EMPTY_STATE, formatState, parseState } from "./state/alert-state.ts";
import { exampleAlert, SLOW, TOXIC } from "./testing/example-alert.ts";
import { type Said, scriptedNetwork } from "./testing/scripted-network.ts";

const HOOK = { kind: "slack-webhook", urlVariable: "HOOK" } as const;
const NOW = new Date("2026-03-02T07:00:00.000Z");
const MINUTE = 60_000;

const PASSING = exampleAlert({ verdict: "pass", title: "review-sentiment 2.0.0: Advancing", findings: [] });
const DRIFTED = exampleAlert({ findings: [{ ...TOXIC, now: "0.5 %" }, SLOW] });

/** Runs of one plan, one after the other, that remember what the file keeps. */
function runs(plan: Partial<AlertsPlan>, ...script: readonly (Said | Error)[]) {
  const { network, seen } = scriptedNetwork(...script);
  const whole = { targets: new Map([["a", HOOK]]), routes: [{ to: ["a"] }], limitPerHour: 20, ...plan };
  const tracker = memoryTracker();
  let text = formatState(EMPTY_STATE, NOW);
  const run = async (alerts: readonly Alert[], now: Date = NOW) => {
    const world: AlertWorld = {
      ...network,
      env: { HOOK: "https://hooks.example/s", OTHER: "https://other.example/s" },
      now: () => now,
      openTracker: async () => tracker,
    };
    const { deliveries, state } = await deliver(alerts, whole, parseState(text, "state"), world);
    text = formatState(state, now);
    return deliveries.map(({ target, occasion, status }) => [target, occasion, status].join(" "));
  };
  return { run, seen, tracker };
}

function memoryTracker(): IssueTracker & { readonly log: string[] } {
  const open = new Map<number, IssueText>();
  const log: string[] = [];
  return {
    log,
    async findOpen(marker) {
      return [...open].filter(([, { body }]) => body.endsWith(marker)).map(([number, { body }]) => ({ number, body }));
    },
    async open(issue) {
      const number = log.length + 1;
      open.set(number, issue);
      log.push(`open ${number}`);
      return number;
    },
    async update(number, issue) {
      open.set(number, issue);
      log.push(`update ${number}`);
    },
    async comment(number) {
      log.push(`comment ${number}`);
    },
    async close(number) {
      open.delete(number);
      log.push(`close ${number}`);
    },
  };
}

test("the same is told once, a change of what stands how again, and the recovery", async () => {
  const { run, seen } = runs({});
  expect(await run([exampleAlert()])).toEqual(["a opened told"]);
  expect(await run([exampleAlert()])).toEqual(["a  nothing-new"]);
  // Other values of the same findings: no look tells them again.
  expect(await run([DRIFTED])).toEqual([]);
  expect(await run([exampleAlert({ findings: [TOXIC] })])).toEqual(["a changed told"]);
  expect(await run([PASSING])).toEqual(["a recovered told"]);
  expect(await run([PASSING])).toEqual([]);
  expect(seen).toHaveLength(3);
});

test("what passes from the start is told to nobody", async () => {
  const { run, seen } = runs({});
  expect(await run([PASSING])).toEqual([]);
  expect(seen).toHaveLength(0);
});

test("who was told of something bad is told how it goes on, though no route leads there any more", async () => {
  const { run } = runs({ routes: [{ when: { class: "safety" }, to: ["a"] }] });
  await run([exampleAlert()]);
  expect(await run([exampleAlert({ verdict: "warn", findings: [SLOW] })])).toEqual(["a changed told"]);
});

test("a target that fails keeps no other from being told, and is tried again by the next run", async () => {
  const targets = new Map<string, Target>([
    ["a", HOOK],
    ["b", { kind: "slack-webhook", urlVariable: "MISSING" }],
  ]);
  const { run } = runs({ targets, routes: [{ to: ["a", "b"] }] }, { status: 404 }, {});
  expect(await run([exampleAlert()])).toEqual(["a opened failed", "b opened failed"]);
  expect(await run([exampleAlert()])).toEqual(["a opened told", "b opened failed"]);
});

test("more than the limit within an hour is held back, told of later, and counted", async () => {
  const { run, seen } = runs({ limitPerHour: 1 });
  const other = exampleAlert({ key: "rollout:other-1" });
  expect(await run([exampleAlert(), other])).toEqual(["a opened told", "a opened held-back"]);
  const later = (minutes: number) => new Date(NOW.getTime() + minutes * MINUTE);
  expect(await run([other], later(59))).toEqual(["a opened held-back"]);
  expect(await run([other], later(60))).toEqual(["a opened told"]);
  expect(JSON.stringify(seen[1]?.json)).toContain("2 earlier alerts were held back");
});

test("an issue is opened once, kept up to date, told of changes, and closed on recovery", async () => {
  const { run, tracker } = runs({ targets: new Map([["a", { kind: "github-issue" } as const]]) });
  await run([exampleAlert()]);
  expect(await run([DRIFTED])).toEqual(["a refreshed told"]);
  await run([exampleAlert({ findings: [TOXIC] })]);
  await run([PASSING]);
  expect(tracker.log).toEqual(["open 1", "update 1", "update 1", "comment 1", "update 1", "comment 1", "close 1"]);
});

test("an issue is found again though nothing is remembered, and told only what it does not say", async () => {
  const targets = new Map([["a", { kind: "github-issue" } as const]]);
  const first = runs({ targets });
  await first.run([exampleAlert()]);
  const [issue] = await first.tracker.findOpen("");
  const forgetful = async (alert: Alert) => {
    const { run, tracker } = runs({ targets });
    await tracker.open({ title: "", body: issue?.body ?? "" });
    await run([alert]);
    return tracker.log;
  };
  expect(await forgetful(exampleAlert())).toEqual(["open 1"]);
  expect(await forgetful(DRIFTED)).toEqual(["open 1", "update 1"]);
  expect(await forgetful(exampleAlert({ findings: [TOXIC] }))).toEqual(["open 1", "update 1", "comment 1"]);
});

test("keys of any name are remembered", async () => {
  const { run } = runs({});
  const odd = exampleAlert({ key: "__proto__" });
  expect([await run([odd]), await run([odd])]).toEqual([["a opened told"], ["a  nothing-new"]]);
});
