import * as v from "valibot";
import type { Answer } from "./exchange.ts";
import { type ProblemKind, RegistryProblem } from "./problem.ts";
import { shown } from "./shown.ts";

/** Of what a registry says about an error; the rest is noise. */
const ERROR_BYTES = 64 * 1024;

const PASSING_STATUSES: readonly number[] = [408, 500, 502, 503, 504];

/** https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#error-codes */
const errorsSchema = v.object({
  errors: v.pipe(v.array(v.object({ code: v.optional(v.string()), message: v.optional(v.string()) })), v.minLength(1)),
});

/** An answer that was not hoped for, as a problem. `what` completes "… failed" and holds no secret. */
export async function refusal(what: string, answer: Answer, loginRemedy: string): Promise<RegistryProblem> {
  const { status } = answer;
  const said = await readErrors(answer);
  const [kind, remedy] = meaningOf(status, loginRemedy);
  const words = said.text === "" ? "" : `: ${shown(said.text)}`;
  return new RegistryProblem(kind, `${what}: the registry answered ${status}${words}`, {
    remedy,
    status,
    code: said.code,
    retryAfter: readRetryAfter(answer.headers.get("retry-after")),
    isPassing: PASSING_STATUSES.includes(status),
  });
}

/** Seconds, from seconds or a date: https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3; null where it says neither. */
export function readRetryAfter(header: string | null, now = Date.now()): number | null {
  if (header === null) return null;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header);
  // A date begins with its day's name; of much else Date.parse makes one too.
  const date = /^[A-Z][a-z]{2,8}, ?/.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, Math.ceil((date - now) / 1000));
}

function meaningOf(status: number, loginRemedy: string): [ProblemKind, string | undefined] {
  if (status === 401 || status === 403) return ["permission", loginRemedy];
  if (status === 404) {
    return [
      "not-found",
      `Check the name, the tag and the digest. Many registries say so too of what may not be seen. ${loginRemedy}`,
    ];
  }
  if (status === 413)
    return ["limit", "It is larger than the registry allows: split the file, or ask for a higher limit."];
  if (status === 429) return ["limit", "Run it again later, or log in, which raises most registries' limits."];
  if (status === 507) return ["limit", "The registry's storage is used up: delete old versions, or ask for more."];
  return [status >= 500 ? "unreachable" : "refused", undefined];
}

interface Said {
  readonly code: string | null;
  readonly text: string;
}

async function readErrors(answer: Answer): Promise<Said> {
  try {
    const text = new TextDecoder().decode(await answer.bytes(ERROR_BYTES));
    const result = v.safeParse(errorsSchema, JSON.parse(text));
    const first = result.success ? result.output.errors[0] : undefined;
    if (first === undefined) return { code: null, text: "" };
    return { code: first.code ?? null, text: [first.code, first.message].filter(Boolean).join(", ") };
  } catch {
    // A page of a proxy, or an answer that breaks off: its status has to do.
    return { code: null, text: "" };
  }
}
