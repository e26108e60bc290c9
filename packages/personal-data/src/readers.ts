import { readEmail } from "./addresses/e-mail.ts";
import type { Place } from "./context.ts";
import type { Found } from "./hit.ts";
import { layoutTree } from "./numbers/layouts.ts";
import { PHONE_PLANS } from "./numbers/phone.ts";
import { NUMBER_PLANS } from "./numbers/plans.ts";
import { readColon, readHyphenMac } from "./read-colon.ts";
import { readWord } from "./read-word.ts";
import { readAssignedSecret } from "./secrets/assigned-secret.ts";
import { KEY_HEADER, privateKeyEnd } from "./secrets/private-key.ts";
import { TOKEN_PLANS } from "./secrets/token-plans.ts";
import { tokenReader } from "./secrets/token-reader.ts";
import { webTokenEnd } from "./secrets/web-token.ts";

/** What is read where a character gives the occasion. */
export interface Readers {
  /** Around an at sign. */
  email(text: string, at: number): void;
  /** Around a colon, from `from` on at the earliest; returns up to where colons have been read with it. */
  colon(text: string, at: number, from: number): number;
  /** Around an equals sign or a colon. */
  assignment(text: string, at: number): void;
  /** From a hyphen on; returns where to go on, 0 for where one was. */
  hyphen(text: string, at: number): number;
  /** A whole run of letters, digits, underscores and hyphens. */
  token(text: string, start: number, end: number): void;
  /** A whole run of letters and digits with a digit in it. */
  word(word: Place, about: string): void;
}

export function createReaders(kinds: ReadonlySet<string>, found: Found): Readers {
  const tree = layoutTree([...NUMBER_PLANS, ...PHONE_PLANS].filter(({ kind }) => kinds.has(kind)));
  const tokenPlanOf = tokenReader(TOKEN_PLANS);
  return {
    email(text, at) {
      const place = readEmail(text, at);
      if (place !== null) found({ kind: "e-mail", ...place, confidence: 0.9 });
    },
    colon: (text, at, from) => readColon(text, at, from, found),
    assignment(text, at) {
      const place = readAssignedSecret(text, at);
      if (place !== null) found({ kind: "assigned-secret", ...place, confidence: 0.6 });
    },
    hyphen(text, at) {
      readHyphenMac(text, at, found);
      if (!text.startsWith(KEY_HEADER, at)) return 0;
      const end = privateKeyEnd(text, at);
      if (end >= 0) found({ kind: "private-key", start: at, end, confidence: 0.95 });
      return end;
    },
    token(text, start, end) {
      const plan = tokenPlanOf(text, start, end);
      if (plan !== null) found({ kind: plan.kind, start, end, confidence: plan.confidence });
      if (!text.startsWith("eyJ", start)) return;
      const tokenEnd = webTokenEnd(text, start);
      if (tokenEnd >= 0) found({ kind: "web-token", start, end: tokenEnd, confidence: 0.95 });
    },
    word: (word, about) => readWord(tree, word, about, found),
  };
}
