import * as v from "valibot";

/** Who wrote something. */
export interface Author {
  readonly login: string;
  /** Whatever is no user counts as a bot: an App, an organization, an account that an import made up. */
  readonly type: "User" | "Bot";
}

/** GitHub names nobody where the account was deleted. */
export const userSchema = v.nullish(
  v.object({ login: v.pipe(v.string(), v.nonEmpty("must not be empty")), type: v.string() }),
);

export function authorOf(user: v.InferOutput<typeof userSchema>): Author | null {
  return user ? { login: user.login, type: user.type === "User" ? "User" : "Bot" } : null;
}
