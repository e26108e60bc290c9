/** How the names of a model's tags begin: git takes no colon. */
export function inTag(model: string): string {
  return model.replaceAll(":", "=");
}
