/**
 * Runs contenders in turn, round by round (ours, peer, ours, peer …), so that what else a machine does falls on all of them alike.
 * Answers what each measured in each round. Rounds of warming up come first and are not measured.
 */
export async function interleaved<Contenders extends Readonly<Record<string, () => unknown>>>(
  rounds: number,
  contenders: Contenders,
  warmUps = 0,
): Promise<Measured<Contenders>> {
  const measured = new Map<string, unknown[]>(Object.keys(contenders).map((name) => [name, []]));
  for (let round = -warmUps; round < rounds; round++) {
    for (const [name, contender] of Object.entries(contenders)) {
      const found = await contender();
      if (round >= 0) measured.get(name)?.push(found);
    }
  }
  // Each list holds what the contender of its name answered; a map cannot say so.
  return Object.fromEntries(measured) as Measured<Contenders>;
}

type Measured<Contenders extends Readonly<Record<string, () => unknown>>> = {
  [Name in keyof Contenders]: Awaited<ReturnType<Contenders[Name]>>[];
};

/** How many seconds something takes. */
export async function secondsOf(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
