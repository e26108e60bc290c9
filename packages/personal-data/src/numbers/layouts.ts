import { isAlphanumeric, runEnd, runStart } from "../characters.ts";
import type { Place } from "../context.ts";
import type { NumberPlan } from "./number-plan.ts";

/** A number as it was found: what its plan is and where it ends. */
export interface ReadNumber {
  readonly plan: NumberPlan;
  readonly end: number;
  readonly isGrouped: boolean;
}

/** Plans by the lengths of their groups, one level a group. */
export interface LayoutTree {
  readonly next: (LayoutTree | undefined)[];
  readonly plans: { readonly plan: NumberPlan; readonly separators: string }[];
}

export function layoutTree(plans: readonly NumberPlan[]): LayoutTree {
  const root: LayoutTree = { next: [], plans: [] };
  for (const plan of plans) {
    for (const layout of plan.layouts.flatMap(withBothSeparators)) {
      let node = root;
      for (const length of layout.match(/\d+/g) ?? []) {
        const below = node.next[Number(length)] ?? { next: [], plans: [] };
        node.next[Number(length)] = below;
        node = below;
      }
      node.plans.push({ plan, separators: layout.replace(/\d+/g, "") });
    }
  }
  return root;
}

/** Every plan whose layout and rules the groups from a word on keep to. */
export function readNumbers(tree: LayoutTree, { text, start, end }: Place): readonly ReadNumber[] {
  let node: LayoutTree | undefined = tree.next[end - start];
  if (node === undefined) return [];
  const found: ReadNumber[] = [];
  const groups: Groups = { text, start, end, compact: text.slice(start, end).toUpperCase(), separators: "" };
  while (node !== undefined) {
    for (const { plan, separators } of node.plans) {
      if (separators === groups.separators && isRead(plan, groups, end - start)) {
        found.push({ plan, end: groups.end, isGrouped: separators !== "" });
      }
    }
    if (node.next.length === 0) break;
    node = node.next[readGroup(groups)];
  }
  return found;
}

/** The groups read so far: what they come to without separators, in capitals, and the separators. */
interface Groups extends Place {
  end: number;
  compact: string;
  separators: string;
}

/** Adds the next group; returns its length, 0 where there is none. */
function readGroup(groups: Groups): number {
  const { text, end } = groups;
  const separator = separatorAt(text, end);
  if (separator === "") return 0;
  const start = end + (separator === ")" && text.charCodeAt(end + 1) === SPACE ? 2 : 1);
  const next = runEnd(text, start, isAlphanumeric);
  if (next - start > LONGEST_GROUP) return 0;
  groups.end = next;
  groups.separators += separator;
  groups.compact += text.slice(start, groups.end).toUpperCase();
  return groups.end - start;
}

function isRead(plan: NumberPlan, groups: Groups, firstLength: number): boolean {
  if (!plan.shape.test(groups.compact) || !endsThere(groups.text, groups.end)) return false;
  return plan.isValid(groups.compact) && !(plan.standsAlone === true && isPart(groups, firstLength));
}

const SPACE = 0x20;
/** The longest IBAN, the longest layout of one group, has 33. */
const LONGEST_GROUP = 34;
/** Spaces and hyphens of Unicode that numbers are typeset with, as the plain ones. */
const SEPARATORS: ReadonlyMap<string, string> = new Map([
  ..."-./+)".split("").map((sign) => [sign, sign] as const),
  ..." \u00a0\u2007\u2009\u202f".split("").map((sign) => [sign, " "] as const),
  ..."\u2010\u2011\u2012\u2013".split("").map((sign) => [sign, "-"] as const),
]);

function separatorAt(text: string, at: number): string {
  return SEPARATORS.get(text.charAt(at)) ?? "";
}

/** What goes on after a point, comma, hyphen or slash, or an underscore, is part of something longer. */
function endsThere(text: string, end: number): boolean {
  return !("-.,/_".includes(text.charAt(end)) && isAlphanumeric(text.charCodeAt(end + 1))) || end === text.length;
}

/** Whether a further group of `length` letters or digits stands before or after a place, a separator between. */
function isPart({ text, start, end }: Place, length: number): boolean {
  const before =
    separatorAt(text, start - 1) !== "" &&
    runStart(text, start - 1, start - 2 - length, isAlphanumeric) === start - 1 - length;
  return before || (separatorAt(text, end) !== "" && runEnd(text, end + 1, isAlphanumeric) === end + 1 + length);
}

function withBothSeparators(layout: string): readonly string[] {
  return layout.includes("_") ? [layout.replaceAll("_", " "), layout.replaceAll("_", "-")] : [layout];
}
