import { UserError } from "@airworthy/evidence";

/** A user's name, also that of an enterprise's managed user ("octocat_corp"), or an App's ("dependabot[bot]"). */
const LOGIN = /^[A-Za-z0-9_-]{1,100}(\[bot\])?$/;
/** Not "." and "..", which would lead to another address. */
const TEAM = /^@?([A-Za-z0-9_-]{1,39})\/((?!\.{1,2}$)[A-Za-z0-9._-]{1,255})$/;

/** Throws a UserError unless it can be the name of somebody at GitHub. */
export function checkLogin(login: string): void {
  if (LOGIN.test(login)) return;
  throw new UserError(`login: ${JSON.stringify(login.slice(0, 100))} was given; a name at GitHub is allowed`);
}

/** A team's organization and slug. Throws a UserError unless it is such as "@org/team". */
export function splitTeam(team: string): { readonly org: string; readonly slug: string } {
  const [, org, slug] = TEAM.exec(team) ?? [];
  if (org === undefined || slug === undefined) {
    throw new UserError(`team: ${JSON.stringify(team.slice(0, 200))} was given; such as "@org/team" is allowed`);
  }
  return { org, slug };
}
