"""Says for each secret of a JSON list, read from stdin, whether detect-secrets' own plugins find one in it, without its filters."""

import json
import sys

from detect_secrets.core.scan import scan_line
from detect_secrets.settings import transient_settings

PLUGINS = [
    "AWSKeyDetector", "GitHubTokenDetector", "GitLabTokenDetector", "JwtTokenDetector", "NpmDetector", "OpenAIDetector",
    "PrivateKeyDetector", "PypiTokenDetector", "SlackDetector", "StripeDetector",
]

with transient_settings({"plugins_used": [{"name": name} for name in PLUGINS]}):
    secrets = json.load(sys.stdin)
    json.dump([any(True for line in secret.splitlines() for _ in scan_line(line)) for secret in secrets], sys.stdout)
