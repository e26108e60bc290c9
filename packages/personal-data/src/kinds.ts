import { PHONE } from "./numbers/phone.ts";
import { NUMBER_PLANS } from "./numbers/plans.ts";
import { TOKEN_PLANS } from "./secrets/token-plans.ts";

/** What tells about a person, and what opens a door: counted apart. */
export type Family = "personal-data" | "secret";

const ADDRESSES = ["e-mail", "ip-address", "mac-address", PHONE, "crypto-address"];
const SECRETS = ["private-key", "web-token", "url-password", "crypto-private-key"];

/** Every kind with its family. Of two that read the same text with the same confidence, the earlier one counts. */
export const KINDS: ReadonlyMap<string, Family> = new Map([
  ...[...SECRETS, ...TOKEN_PLANS.map(({ kind }) => kind)].map((kind) => [kind, "secret"] as const),
  ...[...NUMBER_PLANS.map(({ kind }) => kind), ...ADDRESSES].map((kind) => [kind, "personal-data"] as const),
  // What merely looks random comes after all that is known by its form.
  ["assigned-secret", "secret"] as const,
]);
