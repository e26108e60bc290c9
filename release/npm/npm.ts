/** The npm that started this, on this Node; else the one on the path. */
export function npm(): [string, ...string[]] {
  const script = process.env["npm_execpath"];
  return script?.endsWith("npm-cli.js") ? [process.execPath, script] : ["npm"];
}
