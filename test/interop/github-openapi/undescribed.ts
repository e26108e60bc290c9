interface Undescribed {
  readonly name: string;
  /** Tested against "METHOD path". */
  readonly request: RegExp;
  readonly reason: string;
}

const SERVICE =
  "The runner's own service, which @actions/artifact speaks to with the runtime's token: no part of the API.";
const STORAGE = "The storage behind an address that the service or the API signed: another server.";

/** The requests to GitHub that its description of the REST API cannot have. */
export const UNDESCRIBED: readonly Undescribed[] = [
  {
    name: "GraphQL",
    request: /^POST \/graphql$/,
    reason: "Has a schema of its own. Asked for what the REST API says only in several answers, and for who asks.",
  },
  ...["CreateArtifact", "FinalizeArtifact", "ListArtifacts", "GetSignedArtifactURL"].map((method) => ({
    name: `artifact service: ${method}`,
    request: new RegExp(`^POST /twirp/github\\.actions\\.results\\.api\\.v1\\.ArtifactService/${method}$`),
    reason: SERVICE,
  })),
  { name: "storage: upload", request: /^PUT \/blobs\/\d+\.zip$/, reason: STORAGE },
  { name: "storage: download", request: /^GET \/blobs\/\d+\.zip$/, reason: STORAGE },
];
