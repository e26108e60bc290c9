/**
 * What is used of Observable Plot: https://observablehq.com/plot/. Its own types need those of a browser and of d3, which
 * nothing here has. Channels are functions or constants only: a string could be taken for a field's name or a colour.
 */

/** What Plot makes its elements with; `E` is the element it makes. */
export interface PlotDocument<E> {
  readonly documentElement: E;
}

export interface ScaleOptions {
  readonly type: "linear" | "band" | "point" | "sqrt";
  readonly domain: readonly number[];
  readonly range?: readonly [number, number];
  readonly axis?: null;
  readonly padding?: number;
  readonly round?: boolean;
}

export interface PlotOptions<E> {
  readonly document: PlotDocument<E>;
  readonly className: string;
  readonly width: number;
  readonly height: number;
  readonly marginTop: number;
  readonly marginRight: number;
  readonly marginBottom: number;
  readonly marginLeft: number;
  readonly x: ScaleOptions;
  readonly y: ScaleOptions;
  readonly r?: ScaleOptions;
  readonly marks: readonly Mark[];
}

export interface Mark {
  readonly dx: number;
  readonly dy: number;
}

/** A value for each datum. */
type Channel<T> = (datum: T) => number;

interface MarkOptions {
  readonly className?: string;
  readonly dx?: number;
  readonly dy?: number;
}

interface PlaceOptions<T> extends MarkOptions {
  readonly x?: Channel<T>;
  readonly y?: Channel<T>;
}

interface TextOptions<T> extends PlaceOptions<T> {
  readonly text: (datum: T) => string;
  readonly textAnchor?: "start" | "middle" | "end";
  readonly frameAnchor?: "left" | "right" | "top-left" | "top-right" | "bottom" | "bottom-right";
}

interface DotOptions<T> extends PlaceOptions<T> {
  readonly r: number | Channel<T>;
}

interface LineOptions<T> extends PlaceOptions<T> {
  readonly x: Channel<T>;
  readonly y: Channel<T>;
  /** Null where all is one line. */
  readonly z: null;
}

/** Lines across the frame; insets shorten them. */
interface RuleXOptions<T> extends MarkOptions {
  readonly x: Channel<T>;
  readonly y1?: Channel<T>;
  readonly y2?: Channel<T>;
}

interface RuleYOptions<T> extends MarkOptions {
  readonly y: Channel<T>;
  readonly x1?: Channel<T>;
  readonly x2?: Channel<T>;
}

/** Insets keep free what lies above and below within the band of `y`. */
interface TickOptions<T> extends PlaceOptions<T> {
  readonly insetTop: number;
  readonly insetBottom: number;
}

interface BarOptions<T> extends MarkOptions {
  readonly x1: Channel<T>;
  readonly x2: Channel<T>;
  readonly y: Channel<T>;
  readonly insetTop: number;
  readonly insetBottom: number;
}

export function plot<E>(options: PlotOptions<E>): E;
export function text<T>(data: readonly T[], options: TextOptions<T>): Mark;
export function dot<T>(data: readonly T[], options: DotOptions<T>): Mark;
export function line<T>(data: readonly T[], options: LineOptions<T>): Mark;
export function ruleX<T>(data: readonly T[], options: RuleXOptions<T>): Mark;
export function ruleY<T>(data: readonly T[], options: RuleYOptions<T>): Mark;
export function tickX<T>(data: readonly T[], options: TickOptions<T>): Mark;
export function barX<T>(data: readonly T[], options: BarOptions<T>): Mark;
