import type { Answer } from "./message.ts";
import type { Context, Route } from "./routes.ts";
import { showUser } from "./user.ts";

/** https://docs.github.com/en/rest/collaborators/collaborators#get-repository-permissions-for-a-user */
export const permissionRoutes: readonly Route[] = [
  ["GET", /^\/repos\/R\/collaborators\/([^/]+)\/permission$/, readPermission],
];

function readPermission({ state, parts: [login = ""] }: Context): Answer {
  if (login.endsWith("[bot]")) return { status: 404, body: { message: `${login} is not a user` } };
  const { permission, role } = state.collaborators.get(login) ?? { permission: "none" };
  return { status: 200, body: { permission, role_name: role ?? permission, user: showUser(login) } };
}
