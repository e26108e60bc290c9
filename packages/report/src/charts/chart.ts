import type { Direction } from "../direction.ts";
import type { Unit } from "../quantity.ts";

/**
 * A picture of numbers, for surfaces that can draw one. The description says in words what the picture shows: it is what
 * is read where nothing is drawn. Titles, descriptions and labels are untrusted, as all strings in a report.
 */
export interface Chart {
  readonly kind: "chart";
  readonly title: string;
  readonly description: string;
  readonly drawing: Drawing;
}

export type Drawing = IntervalsDrawing | ReliabilityDrawing | RocDrawing | BarsDrawing | TrendDrawing;

/** The same of both versions; the baseline's is null without one. */
export interface Versions<T> {
  readonly baseline: T | null;
  readonly candidate: T;
}

/** Differences with their intervals, one below the other on one scale. */
export interface IntervalsDrawing {
  readonly shape: "intervals";
  readonly unit: Unit;
  /** Of all intervals, such as 0.95. */
  readonly level: number;
  readonly rows: readonly IntervalRow[];
}

export interface IntervalRow {
  readonly label: string;
  /** Candidate minus baseline. */
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  /** How far to the worse still counts as the same; null where nothing says. */
  readonly margin: number | null;
  readonly better: Direction;
  /** The larger magnitude of the two values, which tells a difference from their noise. */
  readonly size?: number;
}

/** How often predictions of a confidence are right. */
export interface ReliabilityDrawing {
  readonly shape: "reliability";
  readonly versions: Versions<readonly ReliabilityBin[]>;
}

/** Rows of similar confidence: their mean confidence, the share that is right (both 0 to 1), and how many they are. */
export interface ReliabilityBin {
  readonly confidence: number;
  readonly accuracy: number;
  readonly count: number;
}

/** Receiver operating characteristics. */
export interface RocDrawing {
  readonly shape: "roc";
  readonly versions: Versions<readonly RocPoint[]>;
}

/** A point of a curve, from 0, 0 to 1, 1, neither rate ever falling; a few hundred draw as well as a million. */
export interface RocPoint {
  readonly falsePositiveRate: number;
  readonly truePositiveRate: number;
}

/** Values beside their names, from zero. */
export interface BarsDrawing {
  readonly shape: "bars";
  readonly unit: Unit;
  readonly rows: readonly BarRow[];
}

export interface BarRow {
  readonly label: string;
  readonly candidate: number;
  /** Null without a baseline. */
  readonly baseline: number | null;
}

/** A value from version to version, oldest first; the last ones are drawn. */
export interface TrendDrawing {
  readonly shape: "trend";
  readonly unit: Unit;
  readonly points: readonly TrendPoint[];
}

export interface TrendPoint {
  /** The version. */
  readonly label: string;
  /** A gap where it is null or not finite: never zero. */
  readonly value: number | null;
  /** What the value may as well be, where that is known. */
  readonly interval?: { readonly low: number; readonly high: number } | null;
}
