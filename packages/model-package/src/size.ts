const UNITS = ["kB", "MB", "GB", "TB", "PB"];

/** Bytes as a reader takes them in, in powers of a thousand: "812 bytes", "4.3 GB". */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return bytes === 1 ? "1 byte" : `${bytes} bytes`;
  let value = bytes / 1000;
  let unit = 0;
  // What would be shown as 1000.0 is 1.0 of the next unit.
  while (value >= 999.95 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value.toFixed(1)} ${UNITS[unit]}`;
}
