import * as v from "valibot";

/** https://docs.discord.com/developers/topics/rate-limits#exceeding-a-rate-limit: seconds, with decimals, in the body. */
const limitedSchema = v.object({ retry_after: v.pipe(v.number(), v.finite(), v.minValue(0)) });

/** Seconds that a reply asks to wait: its Retry-After in seconds, or Discord's own word for it; null without either. */
export function secondsAsked(reply: { readonly text: string; readonly retryAfter: string | null }): number | null {
  const header = /^\s*(\d{1,9}(?:\.\d{1,9})?)\s*$/.exec(reply.retryAfter ?? "")?.[1];
  const inBody = bodySeconds(reply.text);
  if (header === undefined) return inBody;
  return Math.max(Number(header), inBody ?? 0);
}

function bodySeconds(text: string): number | null {
  try {
    const result = v.safeParse(limitedSchema, JSON.parse(text));
    return result.success ? result.output.retry_after : null;
  } catch {
    return null;
  }
}
