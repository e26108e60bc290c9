/** A module of a package, or a folder of them, that the build leaves out. */
export interface UnusedPart {
  /** Package and path in it, with slashes; a folder ends in one. */
  readonly path: string;
  /** The code that stands there instead, an empty CommonJS module by default; or a change of a few words. */
  readonly instead?: string | Replacement;
}

export interface Replacement {
  /** Must be in the module exactly once. */
  readonly words: string;
  readonly by: string;
}

/**
 * `fetch` and `ProxyAgent` are all that @actions/github takes, and only where the runner has a proxy: no mocks, sockets,
 * cookies, HTTP/2 (which has to be asked for) or other ways to ask. Noticed by comment-through-a-proxy.test.ts.
 */
const UNDICI = [
  ...within("undici/lib", [
    "mock/",
    "web/websocket/",
    "web/eventsource/",
    "web/cookies/",
    "web/fileapi/filereader.js",
    "interceptor/dns.js",
    "interceptor/dump.js",
    "interceptor/redirect.js",
    "interceptor/retry.js",
    "handler/retry-handler.js",
    "dispatcher/balanced-pool.js",
    "dispatcher/client-h2.js",
    "dispatcher/env-http-proxy-agent.js",
    "dispatcher/retry-agent.js",
    "api/api-pipeline.js",
    "api/api-request.js",
    "api/api-stream.js",
    "api/api-upgrade.js",
  ]),
  { path: "undici/lib/web/cache/cachestorage.js", instead: "exports.CacheStorage = class {};" },
  // The parser comes twice; this one runs on every processor, the other saves microseconds on most.
  { path: "undici/lib/llhttp/llhttp_simd-wasm.js", instead: 'module.exports = require("./llhttp-wasm.js");' },
];

/**
 * An upload takes two of the storage's operations, put a block and commit the list of blocks, at an address that is signed
 * already, without the check sums that have to be asked for. Noticed by upload-of-the-built-files.test.ts.
 */
const STORAGE = [
  ...within("@azure/storage-blob/dist/esm", [
    "sas/BlobSASSignatureValues.js",
    "pollers/BlobStartCopyFromUrlPoller.js",
    "BlobDownloadResponse.js",
    "BlobQueryResponse.js",
    "BlobLeaseClient.js",
  ]),
  { path: "@azure/storage-common/dist/esm/crc64.js" },
  {
    path: "@azure/storage-blob/dist/esm/generated/src/operations/index.js",
    instead: `
      class None {}
      export { None as ServiceImpl, None as ContainerImpl, None as BlobImpl, None as PageBlobImpl, None as AppendBlobImpl };
      export { BlockBlobImpl } from "./blockBlob.js";
    `,
  },
  // The serializer would get every shape of the whole service to look up by name; those of a block blob name no others.
  {
    path: "@azure/storage-blob/dist/esm/generated/src/operations/blockBlob.js",
    instead: { words: "createSerializer(Mappers,", by: "createSerializer({}," },
  },
];

/**
 * The archive of an upload is a ZIP of files that are named one by one, so that nothing is matched against patterns; and
 * Node has the streams that the others copy. Noticed by upload-of-the-built-files.test.ts.
 */
const ARCHIVE = [
  { path: "archiver-utils/file.js" },
  { path: "readdir-glob/index.js" },
  { path: "tar-stream/index.js" },
  { path: "async/dist/async.js", instead: 'exports.queue = require("../queue.js");' },
  // What both do themselves where READABLE_STREAM=disable is set.
  { path: "readable-stream/lib/ours/index.js", instead: 'module.exports = require("node:stream");' },
  { path: "readable-stream/passthrough.js", instead: 'module.exports = require("node:stream").PassThrough;' },
  // It waits when too many files are open; archiver opens one after the other.
  { path: "graceful-fs/graceful-fs.js", instead: 'module.exports = require("node:fs");' },
];

/**
 * Artifacts are listed, uploaded and downloaded as they are (packages/github unpacks them itself, within bounds), by
 * messages in JSON; of GitHub's thousand routes one is called by its name. Noticed by
 * report-of-a-fork-by-workflow-run.test.ts.
 */
const ARTIFACT = [
  { path: "@actions/artifact/lib/internal/delete/delete-artifact.js" },
  { path: "@actions/artifact/lib/internal/find/get-artifact.js" },
  { path: "unzip-stream/unzip.js" },
  {
    path: "@protobuf-ts/runtime-rpc/build/commonjs/index.js",
    instead: 'exports.ServiceType = require("./service-type.js").ServiceType;',
  },
  // The same as ES modules, of which only what is used is taken.
  { path: "@protobuf-ts/runtime/build/commonjs/index.js", instead: 'export * from "../es2015/index.js";' },
  {
    path: "@octokit/plugin-rest-endpoint-methods/dist-src/generated/endpoints.js",
    instead: `export default {
      actions: { downloadArtifact: ["GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}"] },
    };`,
  },
];

/** Charts are no maps. Noticed by unused-parts.test.ts, which draws every chart with and without. */
const PLOT = [
  {
    path: "@observablehq/plot/src/projection.js",
    instead:
      "exports.createProjection = exports.projectionAspectRatio = () => undefined; exports.hasProjection = () => false;",
  },
];

/** All that is left out, whoever imports it: a package that comes to need more of one of these takes its line out. */
export const UNUSED_PARTS: readonly UnusedPart[] = [...UNDICI, ...STORAGE, ...ARCHIVE, ...ARTIFACT, ...PLOT];

function within(folder: string, paths: readonly string[]): UnusedPart[] {
  return paths.map((path) => ({ path: `${folder}/${path}` }));
}
