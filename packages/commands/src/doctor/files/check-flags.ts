import { at, type Finding } from "@airworthy/diagnosis";
import { createResolver } from "@airworthy/flags";

/** More flags than anybody looks through; each is compiled. */
const MOST_FLAGS = 5_000;
const REMEDY = "A definition is JSON of flagd's schema, https://flagd.dev/schema/v0/flags.json.";

/** A file of flags: it can be read, and so can each flag. */
export function checkFlags(text: string, file: string, now: Date): Finding[] {
  const resolver = createResolver(text, { now: () => now.getTime() / 1_000 });
  const finding = (found: string): Finding => ({ rule: "file-invalid", place: at(file), found, remedy: REMEDY });
  if (resolver.problem !== null) return [finding(`it is no flag definition: ${resolver.problem}`)];
  const { length } = resolver.flags;
  return [
    ...(length > MOST_FLAGS ? [finding(`it has ${length} flags; ${MOST_FLAGS} are looked at`)] : []),
    ...resolver.flags.slice(0, MOST_FLAGS).flatMap((flag) => {
      const { errorCode, errorMessage = "" } = resolver.resolve(flag, {});
      return errorCode === "PARSE_ERROR" ? [finding(`the flag ${JSON.stringify(flag)}: ${errorMessage}`)] : [];
    }),
  ];
}
