import { UserError } from "@airworthy/evidence";
import { type SaltedHash, saltedHash } from "@airworthy/personal-data";

/** The project's hash; without a salt one that throws a UserError as soon as somebody's name would have to be hashed. */
export function saltedBy(salt: string | undefined): SaltedHash {
  if (salt !== undefined) return saltedHash(new TextEncoder().encode(salt));
  return () => {
    throw new UserError("salt is missing: people of exports, and what was asked to be removed, are known by hashes", {
      remedy:
        "Keep 32 random bytes as a secret, and give it as salt, or as AIRWORTHY_FEEDBACK_SALT on the command line.",
    });
  };
}
