export { type ValueHash, valueHash } from "./hash-value.ts";
export type { Hit } from "./hit.ts";
export { type Family, KINDS } from "./kinds.ts";
export { createRedaction, type Redaction } from "./redact.ts";
export { type SaltedHash, saltedHash } from "./salted-hash.ts";
export { createScanner, type Scanner, type ScannerSettings } from "./scanner.ts";
export { createTally, type Field, type ScanCounts, type Sighting, type Tally } from "./tally.ts";
