import { createServer } from "node:http";
import { answerOf, type Fault, takeFault } from "./fault.ts";
import { type Listening, listen } from "./listen.ts";
import { type Received, receive, send } from "./message.ts";
import { answer } from "./routes.ts";
import { createState, type GitHubState } from "./state.ts";
import { logExchange } from "./traffic-log.ts";

export interface LoggedRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly body: unknown;
  /** null where the stand-in never answered. */
  readonly status: number | null;
}

/** GitHub on the loopback: what the actions use of its API, of its artifact service, and of the storage behind it. */
export interface GitHub extends AsyncDisposable {
  readonly url: string;
  readonly state: GitHubState;
  /** Every request, in the order of arrival. */
  readonly requests: LoggedRequest[];
  /** What goes wrong next; each fault is taken out by the request that it hits. */
  readonly faults: Fault[];
  /** What happens, once, just before a request is answered. */
  readonly meanwhile: { readonly request: RegExp; happens(): void }[];
  /** The environment that makes an action speak to it. */
  readonly env: Readonly<Record<string, string>>;
  /** The same for one of several runs that go on at once: its artifacts are its own. */
  envOfRun(id: number): Readonly<Record<string, string>>;
  /** A token that may do no more than a job's `permissions:` say. */
  tokenFor(permissions: Readonly<Record<string, string>>): string;
}

/** A bad gateway may hide that the request was done. */
const DONE_ALL_THE_SAME = "bad-gateway-after-write";

/** GitHub's own server, or one of an enterprise, whose API is below a path: https://docs.github.com/en/enterprise-server/rest */
export async function startGitHub({ isEnterprise = false } = {}): Promise<GitHub> {
  const state = createState();
  const requests: LoggedRequest[] = [];
  const faults: Fault[] = [];
  const meanwhile: { readonly request: RegExp; happens(): void }[] = [];
  const server = createServer(async (message, response) => {
    const received = await receive(message, `http://${message.headers.host}`);
    const happening = meanwhile.findIndex(({ request }) => request.test(received.line));
    if (happening >= 0) meanwhile.splice(happening, 1)[0]?.happens();
    const fault = takeFault(faults, received);
    const asked = isEnterprise ? withoutPrefix(received) : received;
    const done = fault === null || fault.kind === DONE_ALL_THE_SAME ? answer(state, asked) : null;
    const reply = fault === null ? done : answerOf(fault);
    const path = received.url.pathname + received.url.search;
    requests.push({ method: received.method, path, body: received.json, status: reply?.status ?? null });
    logExchange(asked, message.headers, reply, fault);
    if (reply !== null) send(response, reply);
  });
  const listening: Listening = await listen(server);
  const env = { ...environment(listening.url), ...(isEnterprise ? enterpriseEnvironment(listening.url) : {}) };
  return {
    url: listening.url,
    state,
    requests,
    faults,
    meanwhile,
    env,
    envOfRun: (id) => ({ ...env, GITHUB_RUN_ID: `${id}`, ACTIONS_RUNTIME_TOKEN: runtimeToken(`${id}`) }),
    tokenFor(permissions) {
      const token = `ghs_job${state.tokens.size}`;
      state.tokens.set(token, permissions);
      return token;
    },
    [Symbol.asyncDispose]: listening[Symbol.asyncDispose],
  };
}

function environment(url: string): Record<string, string> {
  return {
    GITHUB_API_URL: url,
    GITHUB_GRAPHQL_URL: `${url}/graphql`,
    ACTIONS_RESULTS_URL: `${url}/`,
    ACTIONS_RUNTIME_TOKEN: runtimeToken(),
  };
}

const REST = "/api/v3/";
const GRAPHQL = "/api/graphql";
const STORAGE = "/blobs/";

/** Whatever is not below the enterprise's paths leads nowhere. */
function withoutPrefix(received: Received): Received {
  const { pathname, search } = received.url;
  const path = pathname.startsWith(REST)
    ? pathname.slice(REST.length - 1)
    : pathname === GRAPHQL
      ? "/graphql"
      : pathname.startsWith(STORAGE)
        ? pathname
        : "/nowhere";
  return { ...received, url: new URL(path + search, received.url) };
}

function enterpriseEnvironment(url: string): Record<string, string> {
  return {
    GITHUB_SERVER_URL: "https://github.enterprise.example",
    GITHUB_API_URL: url + REST.slice(0, -1),
    GITHUB_GRAPHQL_URL: url + GRAPHQL,
  };
}

/** The runner's token is a JWT that names the run; nobody here checks its signature. */
function runtimeToken(run = "run"): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "none" })}.${part({ scp: `Actions.Results:${run}:job` })}.${part({})}`;
}
