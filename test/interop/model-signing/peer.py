"""Signs and verifies with Python's model_signing: reads a list of jobs as JSON, writes a list of errors, null for none."""

import json
import logging
import pathlib
import sys

from model_signing import hashing, signing, verifying

logging.disable(logging.CRITICAL)


def hashing_config(job):
    config = hashing.Config()
    if job.get("shardSize"):
        config = config.use_shard_serialization(hashing_algorithm=job["algorithm"], shard_size=job["shardSize"])
    else:
        config = config.use_file_serialization(hashing_algorithm=job["algorithm"])
    return config.set_ignored_paths(paths=job["ignore"], ignore_git_paths=True)


def sign(job):
    config = signing.Config()
    if job["method"] == "key":
        config = config.use_elliptic_key_signer(private_key=job["privateKey"], password=None)
    else:
        config = config.use_certificate_signer(
            private_key=job["privateKey"], signing_certificate=job["leaf"], certificate_chain=job["chain"]
        )
    config.set_hashing_config(hashing_config(job)).sign(job["model"], job["signature"])


def verify(job):
    config = verifying.Config()
    if job["method"] == "key":
        config = config.use_elliptic_key_verifier(public_key=job["publicKey"])
    else:
        config = config.use_certificate_verifier(certificate_chain=[job["root"]])
    config.verify(pathlib.Path(job["model"]), pathlib.Path(job["signature"]))


def outcome(job):
    try:
        {"sign": sign, "verify": verify}[job["act"]](job)
        return None
    except Exception as error:
        return f"{type(error).__name__}: {error}"


# Asked for by its number: the library prints warnings to the standard output.
output = sys.stdout
sys.stdout = sys.stderr
json.dump([outcome(job) for job in json.load(sys.stdin)], output)
