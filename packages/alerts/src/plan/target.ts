import { shortText } from "@airworthy/evidence";
import * as v from "valibot";

const variable = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z_][A-Za-z0-9_]{0,99}$/, "must be the name of an environment variable, never a secret itself"),
);
const https = v.pipe(
  v.string(),
  v.maxLength(500),
  v.regex(/^(?:https:\/\/|http:\/\/(?:localhost|127\.0\.0\.1)(?::\d+)?(?:\/|$))/, "must start with https://"),
);

/** A target: which service, and the names of the environment variables that hold its address or token. */
export const targetSchema = v.variant("kind", [
  v.strictObject({ kind: v.literal("slack-webhook"), urlVariable: variable }),
  v.strictObject({
    kind: v.literal("slack-bot"),
    tokenVariable: variable,
    /** The channel's identity, such as C012AB3CD, or its name. */
    channel: v.pipe(v.string(), v.regex(/^#?[^\s<>&#]{1,80}$/, "must be a channel's identity or name")),
    /** Slack's API where it is another, such as for GovSlack. */
    api: v.exactOptional(https),
  }),
  v.strictObject({
    kind: v.literal("teams"),
    urlVariable: variable,
    /** `message`, the default, has the card in an envelope; some flows take the bare `card`. */
    envelope: v.exactOptional(v.picklist(["message", "card"])),
  }),
  v.strictObject({ kind: v.literal("discord"), urlVariable: variable }),
  v.strictObject({
    kind: v.literal("github-issue"),
    /** Beside airworthy-alert, by which its issues are found again. */
    labels: v.exactOptional(v.pipe(v.array(shortText(50)), v.maxLength(20, "must have at most 20 entries"))),
  }),
  v.strictObject({ kind: v.literal("webhook"), urlVariable: variable, secretVariable: variable }),
]);

export type Target = v.InferOutput<typeof targetSchema>;
