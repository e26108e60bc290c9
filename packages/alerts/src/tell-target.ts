import { UserError } from "@airworthy/evidence";
import type { Alert } from "./alert/alert.ts";
import { contentOf, fingerprintOf } from "./alert/fingerprint.ts";
import type { Occasion } from "./alert/message.ts";
import type { Target } from "./plan/target.ts";
import type { Channel, Told } from "./sending/channel.ts";
import { DeliveryProblem } from "./sending/delivery-problem.ts";
import { type AlertWorld, openChannel } from "./sending/open-channel.ts";
import { type AlertState, sentWithinHour, type Thread } from "./state/alert-state.ts";
import { decideOccasion } from "./state/decide-occasion.ts";

/** What became of one alert at one target. */
export interface Delivery {
  readonly target: string;
  readonly alert: Alert;
  /** Null where there was nothing new to tell. */
  readonly occasion: Occasion | null;
  readonly status: "told" | "nothing-new" | "held-back" | "failed";
  /** What went wrong; null where nothing did. */
  readonly problem: string | null;
}

export interface Delivered {
  readonly deliveries: readonly Delivery[];
  /** What there is to remember for the next run. */
  readonly state: AlertState;
}

/** An alert, and whether and for whom a route leads it to a target. */
export interface Routed {
  readonly alert: Alert;
  readonly isRouted: boolean;
  readonly owners: readonly string[];
}

/** A target, and how many new messages it may have in an hour. */
export interface Named {
  readonly name: string;
  readonly target: Target;
  readonly limit: number;
}

/** One target's alerts one after another; the state is that of this target alone. */
export async function tellTarget(
  named: Named,
  alerts: readonly Routed[],
  whole: AlertState,
  world: AlertWorld,
): Promise<Delivered> {
  const { name } = named;
  const opened = memoize(() => openChannel(named.target, world));
  let state = stateOf(whole, name);
  const deliveries: Delivery[] = [];
  for (const routed of alerts) {
    const thread = state.threads.find(({ key }) => key === routed.alert.key);
    const occasion = decideOccasion(routed.alert, thread, routed.isRouted);
    if (occasion === null) {
      if (routed.isRouted) deliveries.push(deliveryOf(name, routed, occasion, "nothing-new"));
      continue;
    }
    if (occasion !== "refreshed" && sentWithinHour(state, name, world.now()) >= named.limit) {
      state = { ...state, heldBack: [{ target: name, count: heldBackBy(state) + 1 }] };
      deliveries.push(deliveryOf(name, routed, occasion, "held-back"));
      continue;
    }
    const told = await tell(opened, { ...routed, occasion, heldBack: heldBackBy(state) }, thread);
    if (told === null) continue;
    if (told instanceof Error)
      deliveries.push({ ...deliveryOf(name, routed, occasion, "failed"), problem: told.message });
    else {
      state = remember(state, { name, alert: routed.alert, occasion, place: told.place }, world.now());
      deliveries.push({ ...deliveryOf(name, routed, occasion, "told"), problem: told.note ?? null });
    }
  }
  return { deliveries, state };
}

interface Telling extends Routed {
  readonly occasion: Occasion;
  readonly heldBack: number;
}

/** Null where there is nothing to refresh. */
async function tell(
  opened: () => Promise<Channel>,
  { alert, owners, occasion, heldBack }: Telling,
  thread: Thread | undefined,
): Promise<Told | Error | null> {
  try {
    const channel = await opened();
    if (occasion === "refreshed" && !channel.refreshes) return null;
    return await channel.tell({ alert, owners, occasion, heldBack }, thread?.place ?? null);
  } catch (error) {
    if (error instanceof DeliveryProblem || error instanceof UserError) return error;
    throw error;
  }
}

function remember(
  state: AlertState,
  { name, alert, occasion, place }: { name: string; alert: Alert; occasion: Occasion; place: string | null },
  now: Date,
): AlertState {
  const { key, verdict } = alert;
  const toldOn = now.toISOString();
  const told = {
    target: name,
    key,
    fingerprint: fingerprintOf(alert),
    content: contentOf(alert),
    verdict,
    place,
    toldOn,
  };
  const isNew = occasion !== "refreshed";
  return {
    schemaVersion: 1,
    threads: [...state.threads.filter((thread) => thread.key !== key), told],
    sent: isNew ? [...state.sent, { target: name, on: toldOn }] : state.sent,
    heldBack: isNew ? [] : state.heldBack,
  };
}

function stateOf({ threads, sent, heldBack }: AlertState, name: string): AlertState {
  const ofTarget = ({ target }: { readonly target: string }) => target === name;
  return {
    schemaVersion: 1,
    threads: threads.filter(ofTarget),
    sent: sent.filter(ofTarget),
    heldBack: heldBack.filter(ofTarget),
  };
}

function heldBackBy({ heldBack }: AlertState): number {
  return heldBack.reduce((sum, { count }) => sum + count, 0);
}

function deliveryOf(
  target: string,
  { alert }: Routed,
  occasion: Occasion | null,
  status: Delivery["status"],
): Delivery {
  return { target, alert, occasion, status, problem: null };
}

/** Opened when it is first needed, and once. */
function memoize<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
