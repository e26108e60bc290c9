/** Modules that reach the system, the network or the interpreter. It only words a finding: nothing passes by not being here. */
const DANGEROUS_MODULES = new Set(
  (
    "os posix nt subprocess sys shutil socket runpy importlib imp pty commands webbrowser ctypes _ctypes pickle _pickle " +
    "cPickle dill cloudpickle marshal types code codeop pdb bdb cProfile profile timeit trace asyncio multiprocessing " +
    "threading signal http httplib urllib urllib2 requests aiohttp ftplib smtplib telnetlib imaplib poplib ssl io _io " +
    "tempfile glob builtins __builtin__ operator _operator functools pip setuptools distutils inspect gc zipimport " +
    "pkgutil idlelib lib2to3 torch.hub torch.jit torch.utils numpy.testing numpy.f2py logging venv ensurepip doctest"
  ).split(" "),
);

/** Names that run or import what they are given, wherever they are found. */
const DANGEROUS_NAMES = new Set(
  "eval exec execfile compile open system popen spawn getattr setattr delattr __import__ apply loads load input".split(
    " ",
  ),
);

/** Whether a global is known to run code, rather than merely unknown. */
export function isKnownDangerous(module: string, name: string): boolean {
  const parts = module.split(".");
  const prefixes = parts.map((_, index) => parts.slice(0, index + 1).join("."));
  const isIn = prefixes.some((prefix) => DANGEROUS_MODULES.has(prefix));
  return isIn || runsCode(name);
}

/** Whether a name has a part that runs or imports what it is given. */
export function runsCode(name: string): boolean {
  return name.split(".").some((part) => DANGEROUS_NAMES.has(part) || part === "__builtins__");
}
