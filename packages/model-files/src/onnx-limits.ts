/** Names of tensors, inputs, producers and locations; exporters write hundreds of characters at most. */
export const MAX_NAME_BYTES = 64 * 1024;
/** numpy's limit is 64 (NPY_MAXDIMS); runtimes allow fewer. */
export const MAX_DIMENSIONS = 64;
