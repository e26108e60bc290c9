import type { Alert } from "./alert/alert.ts";
import type { AlertsPlan } from "./plan/alerts-section.ts";
import { goesRoute } from "./plan/route.ts";
import type { AlertWorld } from "./sending/open-channel.ts";
import type { AlertState } from "./state/alert-state.ts";
import { type Delivered, type Routed, tellTarget } from "./tell-target.ts";

/**
 * Tells every target what it needs to know, all targets at once, each by itself: what goes wrong with one keeps no other
 * from being told. `alerts` go out in their order, so that a limit holds back the last. A target that could not be told is
 * tried again by the next run. Throws only what the world's signal aborts with, or what is a bug.
 */
export async function deliver(
  alerts: readonly Alert[],
  plan: AlertsPlan,
  state: AlertState,
  world: AlertWorld,
): Promise<Delivered> {
  const targets = [...plan.targets];
  const all = await Promise.all(
    targets.map(([name, target]) =>
      tellTarget({ name, target, limit: plan.limitPerHour }, alertsFor(name), state, world),
    ),
  );
  const names = new Set(targets.map(([name]) => name));
  const others = <T extends { readonly target: string }>(items: readonly T[]) =>
    items.filter(({ target }) => !names.has(target));
  return {
    deliveries: all.flatMap(({ deliveries }) => deliveries),
    state: {
      schemaVersion: 1,
      threads: [...others(state.threads), ...all.flatMap((one) => one.state.threads)],
      sent: [...others(state.sent), ...all.flatMap((one) => one.state.sent)],
      heldBack: [...others(state.heldBack), ...all.flatMap((one) => one.state.heldBack)],
    },
  };

  function alertsFor(name: string): readonly Routed[] {
    return alerts.map((alert) => {
      const routes = plan.routes.filter((route) => route.to.includes(name) && goesRoute(route, alert));
      const owners = [...new Set(routes.flatMap((route) => route.owners ?? []))];
      return { alert, isRouted: routes.length > 0, owners };
    });
  }
}
