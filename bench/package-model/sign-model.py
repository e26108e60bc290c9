"""Signs a folder with Python's model_signing and a key: what `package-model` and `sign-model` are measured beside."""

import pathlib
import sys

from model_signing import signing

model, key, signature = map(pathlib.Path, sys.argv[1:])
signing.Config().use_elliptic_key_signer(private_key=key).sign(model, signature)
