import { isBech32 } from "../checksums/bech32.ts";
import { hasCrc32Suffix } from "../checksums/crc32-suffix.ts";

/** A token that its issuer begins in the same way always. */
export interface TokenPlan {
  readonly kind: string;
  /** At least two characters. */
  readonly prefix: string;
  /** All of it, letters, digits, underscores and hyphens. Linear: no repetition within a repetition. */
  readonly shape: RegExp;
  /** What the shape does not tell: a checksum, or that it is an example. */
  readonly isReal?: (token: string) => boolean;
  readonly confidence: number;
}

const CHECKED = 1;
const SHAPED = 0.9;

export const TOKEN_PLANS: readonly TokenPlan[] = [
  ...["ghp_", "gho_", "ghu_", "ghs_", "ghr_"].map((prefix) => checked("github-token", prefix)),
  token("github-token", "github_pat_", /^github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}$/),
  checked("npm-token", "npm_"),
  token("gitlab-token", "glpat-", /^glpat-[A-Za-z0-9_-]{20,60}$/),
  // The keys in AWS's own documentation end in EXAMPLE.
  ...["AKIA", "ASIA", "ABIA", "ACCA"].map((prefix) => ({
    ...token("aws-access-key", prefix, /^[A-Z]{4}[A-Z2-7]{16}$/),
    isReal: (key: string) => !key.endsWith("EXAMPLE"),
  })),
  token("slack-token", "xox", /^xox[abeoprs]-(?:\d{1,2}-)?\d{9,14}-[A-Za-z0-9-]{20,200}$/),
  token("slack-token", "xapp-", /^xapp-\d-[A-Z0-9]{9,14}-\d{9,14}-[a-f0-9]{40,80}$/),
  token("stripe-key", "sk_live_", /^sk_live_[A-Za-z0-9]{24,200}$/),
  token("stripe-key", "rk_live_", /^rk_live_[A-Za-z0-9]{24,200}$/),
  token("stripe-key", "whsec_", /^whsec_[A-Za-z0-9]{32,64}$/),
  token("google-api-key", "AIza", /^AIza[A-Za-z0-9_-]{35}$/),
  token("google-api-key", "GOCSPX-", /^GOCSPX-[A-Za-z0-9_-]{28}$/),
  token("openai-key", "sk-", /^sk-(?:[a-z]{1,12}-)?[A-Za-z0-9_-]{20,100}T3BlbkFJ[A-Za-z0-9_-]{20,100}$/),
  token("anthropic-key", "sk-ant-", /^sk-ant-(?:api|admin)\d{2}-[A-Za-z0-9_-]{80,120}$/),
  token("hugging-face-token", "hf_", /^hf_[A-Za-z0-9]{34}$/),
  token("replicate-token", "r8_", /^r8_[A-Za-z0-9]{37}$/),
  token("groq-key", "gsk_", /^gsk_[A-Za-z0-9]{52}$/),
  token("xai-key", "xai-", /^xai-[A-Za-z0-9]{80}$/),
  token("perplexity-key", "pplx-", /^pplx-[A-Za-z0-9]{48}$/),
  token("databricks-token", "dapi", /^dapi[a-f0-9]{32}(?:-\d)?$/),
  token("digitalocean-token", "do", /^do[opr]_v1_[a-f0-9]{64}$/),
  token("shopify-token", "shp", /^shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}$/),
  token("linear-key", "lin_api_", /^lin_api_[A-Za-z0-9]{40}$/),
  token("postman-key", "PMAK-", /^PMAK-[a-f0-9]{24}-[a-f0-9]{34}$/),
  // A macaroon, whose first bytes are the same for all: PyPI, "Secret reporting API"
  token("pypi-token", "pypi-", /^pypi-AgE(?:IcHlwaS5vcmc|NdGVzdC5weXBpLm9yZw)[A-Za-z0-9_-]{50,1000}$/),
  { ...token("age-key", "AGE-SECRET-KEY-", /^AGE-SECRET-KEY-1[A-Z0-9]{58}$/), isReal: isBech32, confidence: CHECKED },
];

function token(kind: string, prefix: string, shape: RegExp): TokenPlan {
  return { kind, prefix, shape, isReal: (text) => isVaried(text.slice(prefix.length)), confidence: SHAPED };
}

/** 30 letters and digits, then six that check them. */
function checked(kind: string, prefix: string): TokenPlan {
  return { kind, prefix, shape: /^[a-z]+_[A-Za-z0-9]{36}$/, isReal: hasCrc32Suffix, confidence: CHECKED };
}

/** Places for a key in a manual repeat a letter: "hf_xxxxxxxx". Of 16 random ones fewer than 6 different hardly ever come. */
function isVaried(body: string): boolean {
  return new Set(body).size >= 6;
}
