import * as v from "valibot";

/** Names the file to which tests add what agreed with whom; nothing is written without it. */
export const CONFORMANCE_LOG = "AIRWORTHY_CONFORMANCE_LOG";

/** In the order of the page. */
export const AREAS = [
  "Packages and signatures",
  "Model files and tables",
  "Behaviour tests",
  "Metrics",
  "Statistics",
  "Bias and privacy",
  "Flags and experiments",
  "Canary analysis",
  "Records and promotions",
  "Reports",
  "GitHub and workflows",
] as const;

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const largestSchema = v.strictObject({
  difference: v.pipe(v.number(), v.finite(), v.minValue(0)),
  kind: v.picklist(["relative", "absolute"]),
});

export type Largest = v.InferOutput<typeof largestSchema>;

export const agreementSchema = v.strictObject({
  area: v.picklist(AREAS),
  /** What agrees, as a reader of the page is told. */
  claim: v.pipe(v.string(), v.nonEmpty()),
  /** The program, library or publication that it agrees with. */
  peer: v.pipe(v.string(), v.nonEmpty()),
  /** As the peer itself says; absent for a publication. */
  version: v.exactOptional(v.pipe(v.string(), v.nonEmpty())),
  /** How many values, files, answers … were compared. */
  cases: v.pipe(count, v.minValue(1)),
  /** How many of them differ, as the test allows and `note` explains; 0 where absent. */
  differing: v.exactOptional(count),
  /** Of compared numbers. */
  largest: v.exactOptional(largestSchema),
  note: v.exactOptional(v.string()),
  /** The test that compared, from the top of the repository. */
  test: v.pipe(v.string(), v.nonEmpty()),
});

export type Agreement = v.InferOutput<typeof agreementSchema>;

/** By what an agreement is known: the same claim of another peer is another. */
export function keyOf({ claim, peer, test }: Agreement): string {
  return `${claim} (${peer}, ${test})`;
}

/** The agreements of a log's lines, one a claim: counts of the same claim add up. Throws where a line is none, or two contradict. */
export function readLog(text: string, name: string): readonly Agreement[] {
  const found = new Map<string, Agreement>();
  for (const [index, line] of text.split("\n").entries()) {
    if (line === "") continue;
    const given = parseLine(line, `${name}:${index + 1}`);
    const before = found.get(keyOf(given));
    found.set(keyOf(given), before === undefined ? given : together(before, given));
  }
  return sorted([...found.values()]);
}

/** The agreements that were written for the page. */
export function parseAgreements(json: unknown): readonly Agreement[] {
  return v.parse(v.array(agreementSchema), json);
}

export function sorted(agreements: readonly Agreement[]): readonly Agreement[] {
  const place = ({ area, peer, claim, test }: Agreement) => [
    String.fromCharCode(AREAS.indexOf(area)),
    peer,
    claim,
    test,
  ];
  return agreements.toSorted((a, b) => (place(a).join("\0") < place(b).join("\0") ? -1 : 1));
}

function parseLine(line: string, where: string): Agreement {
  try {
    return v.parse(agreementSchema, JSON.parse(line));
  } catch (error) {
    throw new Error(`${where}: this is no agreement: ${line}`, { cause: error });
  }
}

function together(one: Agreement, other: Agreement): Agreement {
  for (const field of ["version", "note"] as const) {
    if (one[field] !== other[field]) {
      throw new Error(`${keyOf(one)} is noted twice, and not alike: ${field} ${one[field]} and ${other[field]}`);
    }
  }
  const differing = (one.differing ?? 0) + (other.differing ?? 0);
  const largest = [one.largest, other.largest].filter((each) => each !== undefined);
  const [most] = largest.toSorted((a, b) => b.difference - a.difference);
  return {
    ...one,
    cases: one.cases + other.cases,
    ...(differing === 0 ? {} : { differing }),
    ...(most === undefined ? {} : { largest: most }),
  };
}
