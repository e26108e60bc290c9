import { Html, html } from "./html.ts";

const WIDTH = 72;
const HEIGHT = 18;
/** Room for the last value's dot and half a line. */
const EDGE = 3;

/** How a value went, oldest first, drawn without a scale for the eye alone: numbers stand beside it. Nothing of fewer than two. */
export function sparkline(values: readonly number[]): Html | null {
  if (values.length < 2) return null;
  const low = values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  // Halved, since the difference of two finite numbers may not be finite.
  const extent = high / 2 - low / 2;
  const points = values.map((value, index) => {
    const across = EDGE + (index / (values.length - 1)) * (WIDTH - 2 * EDGE);
    const up = extent === 0 ? 0.5 : (value / 2 - low / 2) / extent;
    return [across.toFixed(1), (HEIGHT - EDGE - up * (HEIGHT - 2 * EDGE)).toFixed(1)] as const;
  });
  const [x = "", y = ""] = points.at(-1) ?? [];
  const line = points.map((point) => point.join(",")).join(" ");
  return html`<svg class="spark" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" aria-hidden="true"><polyline points="${new Html(line)}"/><circle cx="${x}" cy="${y}" r="2.5"/></svg>`;
}
