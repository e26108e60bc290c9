/**
 * What a model may see of the environment: where programs, libraries and temporary files are, the language, the time
 * zone, the number of threads. Never a token, an action's inputs, or anything else by default.
 */
const ALLOWED = new Set([
  "PATH",
  "HOME",
  "USER",
  "LANG",
  "LANGUAGE",
  "TZ",
  "TMPDIR",
  "TMP",
  "TEMP",
  "LD_LIBRARY_PATH",
  "DYLD_LIBRARY_PATH",
  "PYTHONPATH",
  "PYTHONHOME",
  "VIRTUAL_ENV",
  "CONDA_PREFIX",
  "JAVA_HOME",
  "CUDA_VISIBLE_DEVICES",
  "OMP_NUM_THREADS",
  "SYSTEMROOT",
  "SYSTEMDRIVE",
  "WINDIR",
  "PATHEXT",
  "COMSPEC",
  "USERPROFILE",
  "APPDATA",
  "LOCALAPPDATA",
  "PROGRAMDATA",
  "PROGRAMFILES",
  "NUMBER_OF_PROCESSORS",
  "PROCESSOR_ARCHITECTURE",
]);

/** The allowed part of an environment. Names are compared without case, as Windows has them. */
export function scrubEnvironment(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const kept = Object.entries(env).filter(([name]) => isAllowed(name.toUpperCase()));
  return Object.fromEntries(kept.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

function isAllowed(name: string): boolean {
  return ALLOWED.has(name) || /^LC_[A-Z]+$/.test(name);
}
