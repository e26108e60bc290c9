/** A variable of the command's environment. */
export interface Variable {
  readonly name: string;
  readonly value: string;
}

export interface Pins {
  /** What programs shall seed their generators of random numbers with. */
  readonly seed: number;
  /** How many threads libraries may start. */
  readonly threads: number;
  /** Seconds since 1970 that stand for now in what is written: https://reproducible-builds.org/specs/source-date-epoch/ */
  readonly epoch: number;
}

/** How libraries of linear algebra are told how many threads to start. */
const THREAD_VARIABLES = ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"];
/** The largest seed that Python takes for its hashes: https://docs.python.org/3/using/cmdline.html#envvar-PYTHONHASHSEED */
const LARGEST_HASH_SEED = 4_294_967_295;

/**
 * The variables that make runs alike, in the order of their names. CUBLAS_WORKSPACE_CONFIG is what cuBLAS needs to repeat
 * itself (https://docs.nvidia.com/cuda/cublas/#results-reproducibility), TF_DETERMINISTIC_OPS what older TensorFlow does.
 */
export function pinnedVariables({ seed, threads, epoch }: Pins): readonly Variable[] {
  const pinned = [
    { name: "AIRWORTHY_SEED", value: String(seed) },
    { name: "CUBLAS_WORKSPACE_CONFIG", value: ":4096:8" },
    { name: "LC_ALL", value: "C.UTF-8" },
    { name: "PYTHONHASHSEED", value: "0" },
    { name: "SOURCE_DATE_EPOCH", value: String(epoch) },
    { name: "TF_CUDNN_DETERMINISTIC", value: "1" },
    { name: "TF_DETERMINISTIC_OPS", value: "1" },
    { name: "TZ", value: "UTC" },
    ...THREAD_VARIABLES.map((name) => ({ name, value: String(threads) })),
  ];
  return pinned.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** What the last run may be given otherwise, as reprotest does for builds: https://salsa.debian.org/reproducible-builds/reprotest */
export const PERTURBATIONS = ["timezone", "locale", "hash-seed", "threads", "folder", "umask", "time"] as const;

export type Perturbation = (typeof PERTURBATIONS)[number];

/** The variables that a perturbed run has instead of the pinned ones. */
export function perturbedVariables(perturbations: readonly Perturbation[], { threads }: Pins): readonly Variable[] {
  return perturbations.flatMap((perturbation): Variable[] => {
    // Far from UTC, and never in step with it: 14 hours ahead.
    if (perturbation === "timezone") return [{ name: "TZ", value: "Pacific/Kiritimati" }];
    if (perturbation === "locale") return [{ name: "LC_ALL", value: "C" }];
    if (perturbation === "hash-seed") return [{ name: "PYTHONHASHSEED", value: String(LARGEST_HASH_SEED) }];
    if (perturbation === "threads") return THREAD_VARIABLES.map((name) => ({ name, value: String(threads + 1) }));
    return [];
  });
}
