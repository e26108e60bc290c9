/** What is told of a benchmark besides its figures. */
export interface BenchEntry {
  /** The file of this folder, and what `npm run bench` is asked for. */
  readonly name: string;
  readonly title: string;
  /** About how long it takes on two quiet cores, with its peers installed. */
  readonly minutes: number;
  /** What a reader should know of it: why an aim is missed, or what is compared. */
  readonly note?: string;
}

/** In the order of the page. */
export const BENCHES: readonly BenchEntry[] = [
  {
    name: "package-model",
    title: "Packaging and signing",
    minutes: 15,
    note:
      "On a machine with two cores Python's `model_signing` hashes on both as we do, so nobody can be much faster than it; ours also " +
      "scans the files, writes four statements and signs five. On one file SHA-256 keeps one core busy, whoever computes it. Packing " +
      "by copying has to write what it hashes: hard links (`blobs: link`) write nothing, and so do file systems that share blocks (XFS, " +
      "Btrfs, APFS); a copy is the default because no later edit can reach into it.",
  },
  { name: "test-behavior", title: "Behaviour tests", minutes: 4 },
  {
    name: "compare-metrics",
    title: "Comparing versions",
    minutes: 8,
    note: "SciPy resamples rows; ours has DeLong's variance and the cells that a metric of counts is a function of: methods are compared as much as code.",
  },
  {
    name: "operating-characteristics",
    title: "How often a comparison is wrong",
    minutes: 20,
    note: "Simulated, and seeded: the same everywhere. [All rules, with their power and words](benchmarks/operating-characteristics.md). The spread is the Monte Carlo interval of the worst. An aim counts as reached within chance: unless such an interval lies wholly beyond it.",
  },
  { name: "audit-bias", title: "Bias", minutes: 2 },
  {
    name: "flags",
    title: "Flags",
    minutes: 4,
    note: "Both peers are asked for the same flags, and answer alike before they are timed; each runs in processes of its own.",
  },
  { name: "rollback", title: "Rolling back", minutes: 1 },
  {
    name: "canary-events",
    title: "Canary events",
    minutes: 10,
    note: "[What is read, and what it says](benchmarks/canary-events.md).",
  },
  {
    name: "canary-operating-characteristics",
    title: "How often a canary's judge is wrong",
    minutes: 30,
    note: "Simulated, and seeded: the same everywhere. [All rules and worlds](benchmarks/canary-operating-characteristics.md). The spread is the Monte Carlo interval of the worst. An aim counts as reached within chance: unless such an interval lies wholly beyond it.",
  },
  { name: "render-report", title: "Reports", minutes: 1 },
  { name: "start-up", title: "Start and size", minutes: 1 },
];
