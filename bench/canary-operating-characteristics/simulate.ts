import { createRandom, type Interval, seedFrom, wilsonInterval } from "@airworthy/stats";
import { RULES, type Rule } from "./rules.ts";
import { LOOKS, type Look, type World } from "./worlds.ts";

/** How often one may look at the same data; the looks are evenly spaced. */
export const SCHEDULES = [5, 20, 100] as const;

/** A share of the simulated rollouts, with its Monte Carlo interval at 95 %. */
export interface Rate extends Interval {
  readonly share: number;
}

/** What came of many rollouts under one rule. */
export interface Characteristics {
  readonly rule: string;
  readonly isOurs: boolean;
  /** Of an alarm at any look, for each of SCHEDULES, where nothing differs. */
  readonly falseAlarms: readonly Rate[];
  /** The same of 20 looks where something does. */
  readonly power: Rate;
  /** The share of the rollout after which half of all have had their alarm, at 100 looks; null where fewer ever have. */
  readonly medianTime: number | null;
}

/** The first look with an alarm, of each schedule; LOOKS + 1 where there is none. */
type Alarms = readonly number[];

/** Simulates `rollouts` of a world under every rule that fits it; the same numbers on every machine. */
export function simulate(world: World, rollouts: number): Characteristics[] {
  const rules = RULES.filter(({ fits }) => fits(world));
  const [none, some] = [0, world.effect].map((effect) => alarmsOf(world, rules, rollouts, effect));
  return rules.map((rule, index) => characteristicsOf(rule, none?.[index] ?? [], some?.[index] ?? []));
}

export function characteristicsOf(
  { name, isOurs }: Pick<Rule, "name" | "isOurs">,
  none: readonly Alarms[],
  some: readonly Alarms[],
): Characteristics {
  const times = some.map((alarms) => alarms.at(-1) ?? LOOKS + 1).sort((a, b) => a - b);
  const median = times[Math.ceil(times.length / 2) - 1] ?? LOOKS + 1;
  return {
    rule: name,
    isOurs,
    falseAlarms: SCHEDULES.map((_, schedule) => rateOf(none, schedule)),
    power: rateOf(some, SCHEDULES.indexOf(20)),
    medianTime: median > LOOKS ? null : median / LOOKS,
  };
}

/** From whether there is an alarm at each of all looks. */
export function firstAlarms(isAlarm: readonly boolean[]): Alarms {
  return SCHEDULES.map((looks) => {
    const step = LOOKS / looks;
    const first = isAlarm.findIndex((alarm, look) => alarm && (look + 1) % step === 0);
    return first < 0 ? LOOKS + 1 : first + 1;
  });
}

function alarmsOf(world: World, rules: readonly Rule[], rollouts: number, effect: number): Alarms[][] {
  const alarms: Alarms[][] = rules.map(() => []);
  for (let rollout = 0; rollout < rollouts; rollout++) {
    const looks = drawLooks(world, effect, seedFrom(0, world.name, String(effect), String(rollout)));
    for (const [index, rule] of rules.entries()) {
      const judge = rule.begin();
      alarms[index]?.push(firstAlarms(looks.map((look) => judge(look))));
    }
  }
  return alarms;
}

function drawLooks(world: World, effect: number, seed: number): Look[] {
  const random = createRandom(seed);
  return Array.from({ length: LOOKS }, (_, look) => {
    const units = Math.round(world.units * world.share(look));
    return {
      candidate: world.draw(random, units, effect, look),
      baseline: world.draw(random, world.units - units, 0, look),
    };
  });
}

function rateOf(all: readonly Alarms[], schedule: number): Rate {
  const alarms = all.filter((first) => (first[schedule] ?? 0) <= LOOKS).length;
  return { share: alarms / all.length, ...wilsonInterval(alarms, all.length, 0.95) };
}
