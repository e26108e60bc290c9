import { addressOf } from "../../http/service.ts";
import { TRINO } from "../dialects/trino.ts";
import type { SqlEngine } from "../engine.ts";
import { basicHeader, type Credentials } from "./credentials.ts";
import { runStatement } from "./statement.ts";

export interface TrinoServer {
  /** The two speak one protocol, but for the names of its headers. */
  readonly kind: "trino" | "presto";
  readonly url: string;
  readonly credentials: Credentials;
  readonly catalog: string | null;
  readonly schema: string | null;
  readonly signal?: AbortSignal;
}

/**
 * A Trino or Presto server over HTTP, by the protocol of its own clients. Throws a UserError, that does not show the password, for
 * an address or password that cannot be used.
 */
export function openTrino(server: TrinoServer): SqlEngine {
  const base = addressOf({ url: server.url, token: null }, server.kind === "trino" ? "Trino" : "Presto");
  const headers = { ...headersOf(server), ...basicHeader(server.credentials, base), "user-agent": "airworthy" };
  const { password } = server.credentials;
  return { dialect: TRINO, run: (sql) => runStatement({ base, headers, password, signal: server.signal }, sql) };
}

function headersOf({ kind, credentials, catalog, schema }: TrinoServer): Record<string, string> {
  const prefix = kind === "trino" ? "x-trino" : "x-presto";
  return {
    [`${prefix}-user`]: credentials.user,
    [`${prefix}-source`]: "airworthy",
    // The zone that Presto reads timestamps without one in.
    [`${prefix}-time-zone`]: "UTC",
    ...(catalog === null ? {} : { [`${prefix}-catalog`]: catalog }),
    ...(schema === null ? {} : { [`${prefix}-schema`]: schema }),
  };
}
