/** When whatever a test says no time of was written. */
export const WRITTEN_AT = "2026-01-01T00:00:00Z";

/** An account, as GitHub shows it beside what it wrote. */
export function showUser(login: string) {
  return { login, type: login.endsWith("[bot]") ? "Bot" : "User" };
}
