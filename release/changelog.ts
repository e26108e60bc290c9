import { Refusal } from "./refusal.ts";
import { isEarly } from "./versions.ts";

const UNRELEASED = "Unreleased";

/**
 * What the change log says of a version: the lines below its heading, `## 1.2.3` or `## 1.2.3 (2026-11-23)`. Of a version before
 * a release it says what is unreleased.
 */
export function changesOf(version: string, changelog: string): string {
  const heading = isEarly(version) ? UNRELEASED : version;
  const sections = changelog.split(/^## /m).slice(1);
  const section = sections.find((text) => /^[^\s(]+/.exec(text)?.[0] === heading);
  const changes = section?.split("\n").slice(1).join("\n").trim() ?? "";
  if (changes === "") {
    throw new Refusal(
      isEarly(version)
        ? `CHANGELOG.md says nothing under "## ${UNRELEASED}", which is what ${version} would tell`
        : `CHANGELOG.md says nothing of ${version}: npm run release:version -- ${version} makes its section`,
    );
  }
  return changes;
}

/**
 * The change log with what was unreleased under the version's heading. Throws a Refusal where nothing was. A version before a
 * release leaves it there, since the release is to tell all of it.
 */
export function closeUnreleased(version: string, changelog: string): string {
  const [before, after = "", ...more] = changelog.split(/^## Unreleased$/m);
  if (before === undefined || more.length > 0 || after.split(/^## /m)[0]?.trim() === "") {
    throw new Refusal('CHANGELOG.md must have one section "## Unreleased" that says something');
  }
  return isEarly(version) ? changelog : `${before}## ${UNRELEASED}\n\n## ${version}${after}`;
}
