/** Where a team's model comes from. */
export const FLAVOURS = ["sklearn", "mlflow", "node", "generic"] as const;

export type Flavour = (typeof FLAVOURS)[number];

export function isFlavour(text: string): text is Flavour {
  return FLAVOURS.some((flavour) => flavour === text);
}

/** What at the top of a repository tells what its model is made with. */
export const TELLING = [
  "MLmodel",
  "MLproject",
  "mlruns",
  "requirements.txt",
  "pyproject.toml",
  "setup.py",
  "setup.cfg",
  "environment.yml",
  "Pipfile",
  "package.json",
] as const;

/**
 * The flavour that fits a repository, and why. `there` has each of TELLING that is there, with its text; folders, and files
 * that nobody reads, with an empty one.
 */
export function detectFlavour(there: ReadonlyMap<string, string>): { flavour: Flavour; why: string } {
  for (const { flavour, name, mentions } of MARKS) {
    const text = there.get(name);
    if (text === undefined || (mentions !== null && !isMentioned(mentions, text))) continue;
    return { flavour, why: mentions === null ? `${name} is there` : `${name} names ${mentions[0]}` };
  }
  return { flavour: "generic", why: "nothing here tells what the model is made with" };
}

interface Mark {
  readonly flavour: Flavour;
  readonly name: (typeof TELLING)[number];
  /** The names of a package of which one must be in the text; any text does without. */
  readonly mentions: readonly string[] | null;
}

const PYTHON = ["requirements.txt", "pyproject.toml", "setup.py", "setup.cfg", "environment.yml", "Pipfile"] as const;

/** The first that holds decides: who logs models to MLflow trains them with something else besides. */
const MARKS: readonly Mark[] = [
  ...(["MLmodel", "MLproject", "mlruns"] as const).map(
    (name) => ({ flavour: "mlflow", name, mentions: null }) as const,
  ),
  ...PYTHON.map((name) => ({ flavour: "mlflow", name, mentions: ["mlflow", "mlflow-skinny"] }) as const),
  ...PYTHON.map((name) => ({ flavour: "sklearn", name, mentions: ["scikit-learn", "sklearn", "skl2onnx"] }) as const),
  { flavour: "node", name: "package.json", mentions: null },
];

/** Whether a line that is no comment names a package of them, and none that is merely called alike. */
function isMentioned(names: readonly string[], text: string): boolean {
  const lines = text.split(/\r?\n/).map((line) => line.replace(/(^|\s)#.*$/, ""));
  return names.some((name) => lines.some((line) => new RegExp(`(^|[^\\w.-])${name}(?![\\w.-])`, "i").test(line)));
}
