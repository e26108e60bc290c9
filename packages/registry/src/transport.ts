import { type Access, type Authorizer, loginRemedy } from "./authorization.ts";
import type { Credentials } from "./credentials.ts";
import { type Answer, exchange, type Method, type RequestBody, type Wire } from "./exchange.ts";
import type { Log } from "./log.ts";
import { createPatience } from "./patience.ts";
import { RegistryProblem } from "./problem.ts";
import { checkHop, REDIRECTS } from "./redirect.ts";
import { refusal } from "./refusal.ts";

/** A request to the registry. */
export interface Call {
  /** For messages and the log, such as "pushing the manifest 1.0"; holds no secret. */
  readonly what: string;
  readonly method: Method;
  readonly url: URL;
  readonly access: Access;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: RequestBody;
  /** The statuses that the caller handles; any other is a RegistryProblem. */
  readonly expect: readonly number[];
  /** Whether doing it twice does no harm. Where not, the caller finds out what became of it. */
  readonly isRepeatable: boolean;
}

export interface Transport {
  readonly wire: Wire;
  readonly log: Log;
  readonly host: string;
  send(call: Call): Promise<Answer>;
}

/** Sends requests with what the registry needs to know, follows where it points, and tries again where that may help. */
export function createTransport(
  wire: Wire,
  log: Log,
  place: { readonly host: string; readonly credentials: Credentials; readonly authorizer: Authorizer },
): Transport {
  const { authorizer, credentials, host } = place;

  async function authorized(call: Call): Promise<Answer> {
    let sent = await authorizer.header(call.access);
    let { answer, isOwn } = await follow(wire, call, sent);
    // Twice: an expired token may be answered by a challenge that differs. Where the registry only points to, nobody is
    // asked for a login: that would send it wherever they say.
    for (let attempt = 0; answer.status === 401 && isOwn && attempt < 2; attempt++) {
      const challenge = answer.headers.get("www-authenticate");
      if (call.body?.isOnce || !(await authorizer.accept(challenge, call.access, sent))) break;
      await answer.discard();
      sent = await authorizer.header(call.access);
      ({ answer, isOwn } = await follow(wire, call, sent));
    }
    if (call.expect.includes(answer.status)) return answer;
    throw await refusal(call.what, answer, loginRemedy(credentials, host, call.access));
  }

  return {
    wire,
    log,
    host,
    async send(call) {
      const patience = createPatience(call.what, { limits: wire.limits, log, signal: wire.signal });
      for (;;) {
        try {
          return await authorized(call);
        } catch (error) {
          if (!(error instanceof RegistryProblem) || call.body?.isOnce) throw error;
          if (!error.isLimited && !(error.isPassing && call.isRepeatable)) throw error;
          await patience.wait(error);
        }
      }
    },
  };
}

interface Followed {
  readonly answer: Answer;
  /** Whether the registry itself answered, not somebody whom it points to. */
  readonly isOwn: boolean;
}

/** Sends a request and follows redirects. Who asks is told to the registry alone, not to whom it points. */
async function follow(wire: Wire, call: Call, authorization: string | null): Promise<Followed> {
  let url = call.url;
  for (let hop = 0; ; hop++) {
    const isOwn = url.origin === call.url.origin;
    const own = isOwn && authorization !== null ? { authorization } : {};
    const body = call.body ?? null;
    const answer = await exchange(wire, { method: call.method, url, headers: { ...call.headers, ...own }, body });
    if (!REDIRECTS.includes(answer.status) || call.expect.includes(answer.status)) return { answer, isOwn };
    await answer.discard();
    url = checkHop(call, url, answer, hop);
  }
}
