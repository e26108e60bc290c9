import { mayRunOn } from "./may-run-on.ts";
import type { Workflow } from "./workflow.ts";

/** How deep workflows may call each other: https://docs.github.com/actions/reference/workflows-and-actions/reusing-workflow-configurations */
const LEVELS = 10;
/** A workflow of the repository itself, such as "./.github/workflows/evidence.yml". */
const LOCAL = /^(?:\.|\$)\/(?<path>\.github\/workflows\/[^/@]+)$/;

/** By workflow what it may start on: its own events, and those of the workflows of the repository that call it. */
export function startsOf(workflows: readonly Workflow[]): ReadonlyMap<Workflow, ReadonlySet<string>> {
  const starts = new Map(workflows.map((workflow) => [workflow, new Set(workflow.events.keys())]));
  const byPath = new Map([...starts].map(([workflow, events]) => [workflow.path, events]));
  const calls = [...starts].flatMap(([{ jobs }, events]) =>
    jobs.flatMap(({ uses, condition }) => {
      const called = byPath.get(LOCAL.exec(uses ?? "")?.groups?.["path"] ?? "");
      return called === undefined ? [] : [{ events, condition, called }];
    }),
  );
  for (let level = 1; level < LEVELS; level++) {
    for (const { events, condition, called } of calls) {
      for (const event of events) if (mayRunOn(condition, event)) called.add(event);
    }
  }
  return starts;
}
