/** https://git-scm.com/docs/git-check-ref-format, and git-tag's own rule that no name begins with "-". */
const NO_NAME = /[\u0000- ~^:?*[\\\u007f]|\.\.|@\{|\/\/|^[-./]|\/\.|[./]$|\.lock(\/|$)|^@$|^$/;
const NAME_CHARACTERS = 200;

/** Whether git takes it for a tag's name, without "refs/tags/". */
export function isTagName(name: string): boolean {
  return name.length <= NAME_CHARACTERS && !NO_NAME.test(name);
}
