import { UserError } from "@airworthy/evidence";
import type { Ports } from "@airworthy/runtime";
import { LEAST_SECRET } from "./hide-secrets.ts";

/** Where a tracking server is, and who we are there. */
export interface TrackingAddress {
  /** Without a slash at its end, and without a user, a password or a query. */
  readonly url: string;
  /** The environment with the secrets in it, for whoever sends the header. */
  readonly env: Ports["env"];
  /** The header, with a secret by its name, and the names of what must never be shown; null where no login is given. */
  readonly login: { readonly header: string; readonly secrets: readonly string[] } | null;
}

/** The variables of MLflow's own client. */
const TOKEN = "MLFLOW_TRACKING_TOKEN";
const USER = "MLFLOW_TRACKING_USERNAME";
const PASSWORD = "MLFLOW_TRACKING_PASSWORD";
/** A name of ours for what HTTP makes of user and password. */
const BASIC = "AIRWORTHY_MLFLOW_BASIC";
const LOOPBACK = /^(localhost|\[::1\]|127(\.\d{1,3}){3})$/;

/** Whether it is an address rather than a folder. */
export function isAddress(mlflow: string): boolean {
  return /^https?:/i.test(mlflow);
}

/**
 * The tracking server at an address, with the login of the environment: user and password first, as MLflow's client does. Throws a
 * UserError, that shows no login, for an address that is none or holds a login, and for a login that would cross a network in the open.
 */
export function readTrackingAddress(mlflow: string, env: Ports["env"]): TrackingAddress {
  const url = URL.parse(mlflow);
  if (url === null || url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "") {
    throw new UserError(
      "mlflow: an address such as https://mlflow.example is allowed, without a login, query or fragment",
      {
        remedy: `Give a login in the environment: ${TOKEN}, or ${USER} and ${PASSWORD}.`,
      },
    );
  }
  const address = `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
  const login = loginOf(env);
  if (login === null) return { url: address, env, login };
  if (url.protocol !== "https:" && !LOOPBACK.test(url.hostname)) {
    throw new UserError(`mlflow: ${address} would be sent a login over http:, for all on the way to read`, {
      remedy: "Use https:, or give no login.",
    });
  }
  const { header, secrets } = login;
  return { url: address, env: { ...env, ...login.env }, login: { header, secrets } };
}

function loginOf(env: Ports["env"]) {
  const [user, password, token] = [env[USER] ?? "", env[PASSWORD] ?? "", env[TOKEN] ?? ""];
  if (user !== "" && password !== "") {
    const secrets = password.length < LEAST_SECRET ? [BASIC] : [BASIC, PASSWORD];
    const basic = Buffer.from(`${user}:${password}`).toString("base64");
    return { header: `Basic \${${BASIC}}`, secrets, env: { [BASIC]: basic } };
  }
  return token === "" ? null : { header: `Bearer \${${TOKEN}}`, secrets: [TOKEN], env: {} };
}
