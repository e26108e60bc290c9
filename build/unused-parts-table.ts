import { join } from "node:path";

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

const UPLOAD_BLOCKS = join(import.meta.dirname, "..", "packages", "github", "src", "upload-blocks.ts");

/** Of the runner's client the requests are taken, for which it has agents of its own. Noticed by comment-through-a-proxy.test.ts. */
const HTTP = [{ path: "undici/index.js", instead: "exports.ProxyAgent = class {};" }];

/**
 * An upload takes two of the storage's operations, put a block and commit the list of blocks, at an address that is signed
 * already. They are a hundred lines here, and a quarter of a megabyte there. Noticed by upload-of-the-built-files.test.ts.
 */
const STORAGE = [
  {
    path: "@azure/storage-blob/dist/esm/index.js",
    instead: `
      export class BlobClient {
        constructor(url) {
          this.url = url;
        }
        getBlockBlobClient() {
          return this;
        }
        async uploadStream(stream, blockBytes, concurrency, { blobHTTPHeaders, onProgress }) {
          const { uploadBlocks } = await import(${JSON.stringify(UPLOAD_BLOCKS)});
          await uploadBlocks(stream, {
            url: this.url,
            contentType: blobHTTPHeaders.blobContentType,
            blockBytes,
            concurrency,
            onProgress: (loadedBytes) => onProgress({ loadedBytes }),
          });
        }
      }
    `,
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
 * Artifacts of this run are listed, uploaded and downloaded as they are (packages/github unpacks them itself, within bounds,
 * and asks for those of other runs), by messages in JSON: GitHub's API is not asked. Noticed by
 * package-through-an-artifact.test.ts.
 */
const ARTIFACT = [
  { path: "@actions/artifact/lib/internal/delete/delete-artifact.js" },
  { path: "@actions/artifact/lib/internal/find/get-artifact.js" },
  { path: "@actions/github/lib/github.js" },
  { path: "@actions/github/lib/utils.js" },
  { path: "@octokit/plugin-request-log/dist-src/index.js" },
  { path: "@octokit/plugin-retry/dist-bundle/index.js" },
  { path: "unzip-stream/unzip.js" },
  {
    path: "@protobuf-ts/runtime-rpc/build/commonjs/index.js",
    instead: 'exports.ServiceType = require("./service-type.js").ServiceType;',
  },
  // The same as ES modules, of which only what is used is taken.
  { path: "@protobuf-ts/runtime/build/commonjs/index.js", instead: 'export * from "../es2015/index.js";' },
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
export const UNUSED_PARTS: readonly UnusedPart[] = [...HTTP, ...STORAGE, ...ARCHIVE, ...ARTIFACT, ...PLOT];
