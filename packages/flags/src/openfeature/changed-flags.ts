/**
 * The flags that came, went or are defined otherwise between two definitions, each the text of one that is valid. All of
 * them where what they share, evaluators or metadata, is another.
 */
export function changedFlags(before: string, after: string): string[] {
  const [old, now] = [readParts(before), readParts(after)];
  const names = new Set([...old.flags.keys(), ...now.flags.keys()]);
  return [...names].filter((name) => old.shared !== now.shared || old.flags.get(name) !== now.flags.get(name));
}

interface Parts {
  /** Each flag's definition, as text. */
  readonly flags: ReadonlyMap<string, string>;
  readonly shared: string;
}

function readParts(text: string): Parts {
  const definition: unknown = JSON.parse(text);
  const shared = JSON.stringify([field(definition, "$evaluators"), field(definition, "metadata")]);
  const flags = field(definition, "flags");
  if (typeof flags !== "object" || flags === null) return { flags: new Map(), shared };
  // flagd takes a list of flags as well, each with its key.
  const entries = Array.isArray(flags)
    ? flags.map((flag: unknown): [string, unknown] => [String(field(flag, "key")), flag])
    : Object.entries(flags);
  return { flags: new Map(entries.map(([name, flag]) => [name, JSON.stringify(flag)])), shared };
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}
