"""Writes model files as Python's own libraries write them: benign-*, malicious-* and, compressed beyond reach, unread-*."""

import base64
import collections
import datetime
import io
import os
import pickle
import sys
import tarfile
import zipfile
import zlib

import cloudpickle
import dill
import joblib
import numpy


class Attack:
    """Unpickled, it would make a folder; nothing here unpickles it."""

    def __reduce__(self):
        return os.mkdir, (os.path.join(folder, "executed"),)


def write(name, content):
    with open(os.path.join(folder, name), "wb") as file:
        file.write(content)


def dumped(dump, *arguments, **options):
    buffer = io.BytesIO()
    dump(*arguments, buffer, **options)
    return buffer.getvalue()


def archive(members, method=zipfile.ZIP_STORED):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as file:
        for name, content in members:
            file.writestr(name, content)
    return buffer.getvalue()


def tarred(name, content, mode):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as file:
        member = tarfile.TarInfo(name)
        member.size = len(content)
        file.addfile(member, io.BytesIO(content))
    return buffer.getvalue()


def write_pickles():
    weights = {"w": numpy.arange(12.0).reshape(3, 4), "f": numpy.asfortranarray(numpy.eye(3)), "names": ["a", "b"]}
    values = [numpy.float32(1.5), numpy.dtype("<M8[ns]"), numpy.array(["a", "bcd"]), numpy.array([1, None], dtype=object)]
    data = {
        "plain": {"a": [1, 2.5, None, True, "ü", b"\x80\x02bytes", 2**70, (1,), {1, 2}, frozenset("x")]},
        "ordered": collections.OrderedDict(w=1),
        "default": collections.defaultdict(list, a=[1]),
        "time": [datetime.datetime(2026, 1, 2, tzinfo=datetime.timezone.utc), datetime.timedelta(3)],
        "numpy": weights,
        "scalars": values,
        "random": numpy.random.RandomState(7),
    }
    for protocol in range(6):
        for name, value in data.items():
            write(f"benign-{name}-{protocol}.pkl", pickle.dumps(value, protocol))
        attack = pickle.dumps(Attack(), protocol)
        write(f"malicious-{protocol}.pkl", attack)
        write(f"malicious-{protocol}.txt", attack)
        write(f"malicious-inside-{protocol}.pkl", pickle.dumps({**weights, "x": Attack()}, protocol))
        write(f"malicious-behind-{protocol}.pkl", pickle.dumps([1], protocol) + attack)
        write(f"malicious-bytes-{protocol}.pkl", pickle.dumps({"x": attack}, protocol))
        write(f"malicious-base64-{protocol}.pkl", pickle.dumps({"x": base64.b64encode(attack).decode()}, protocol))
        write(f"malicious-hex-{protocol}.pkl", pickle.dumps({"x": attack.hex()}, protocol))
        write(f"malicious-zlib-{protocol}.pkl", pickle.dumps({"x": zlib.compress(attack)}, protocol))
    write("malicious-cloudpickle.pkl", cloudpickle.dumps(lambda x: x + 1))
    write("malicious-dill.pkl", dill.dumps(lambda x: x + 1, recurse=True))
    write("malicious-dotted.pkl", b"\x80\x04\x8c\x05numpy\x8c\x1dcore.multiarray.__builtins__x\x93.")


def write_joblib():
    weights = {"w": numpy.arange(1000.0).reshape(10, 100), "i": numpy.arange(7), "o": numpy.array(["a", {"b": 1}], dtype=object)}
    reached = {"raw": 0, "zlib": ("zlib", 3), "gzip": ("gzip", 3)}
    others = {"bz2": ("bz2", 3), "lzma": ("lzma", 3), "xz": ("xz", 3), "lz4": ("lz4", 3)}
    for name, compress in reached.items():
        write(f"benign-{name}.joblib", dumped(joblib.dump, weights, compress=compress))
        write(f"malicious-{name}.joblib", dumped(joblib.dump, {**weights, "x": Attack()}, compress=compress))
    for name, compress in others.items():
        write(f"unread-{name}.joblib", dumped(joblib.dump, {**weights, "x": Attack()}, compress=compress))


def dump_array(array, file, **options):
    numpy.save(file, array, **options)


def write_arrays():
    write("benign.npy", dumped(dump_array, numpy.arange(6).reshape(2, 3)))
    write("benign-record.npy", dumped(dump_array, numpy.zeros(3, dtype=[("x", "<f8"), ("OUT", "S3")])))
    buffer = io.BytesIO()
    numpy.savez_compressed(buffer, a=numpy.zeros(100_000), b=numpy.array(["a"]))
    write("benign.npz", buffer.getvalue())
    write("benign-objects.npy", dumped(dump_array, numpy.array([1, "a"], dtype=object), allow_pickle=True))
    attack = dumped(dump_array, numpy.array([Attack()], dtype=object), allow_pickle=True)
    write("malicious.npy", attack)
    write("malicious.npz", archive([("a.npy", attack)], zipfile.ZIP_DEFLATED))


def write_archives():
    attack = pickle.dumps(Attack(), 2)
    storage = numpy.arange(1000, dtype="<f4").tobytes()
    members = [("m/data.pkl", pickle.dumps({"a": 1}, 2)), ("m/byteorder", b"little"), ("m/data/0", storage), ("m/version", b"3\n")]
    write("benign.pt", archive(members))
    write("benign-deflated.pt", archive(members, zipfile.ZIP_DEFLATED))
    write("malicious.pt", archive([("m/data.pkl", attack), *members[1:]]))
    write("malicious-storage.pt", archive([*members, ("m/data/1", attack)]))
    write("malicious-ending.zip", archive([("m/readme.md", attack)], zipfile.ZIP_DEFLATED))
    write("malicious-nested.zip", archive([("a.zip", archive([("b.pkl", attack)]))]))
    broken = bytearray(archive([("m/data.pkl", attack)]))
    for signature, offset in ((b"PK\x03\x04", 14), (b"PK\x01\x02", 16)):
        broken[broken.index(signature) + offset] ^= 0xFF
    write("malicious-checksum.pt", bytes(broken))
    write("malicious-behind.pt", archive(members) + attack)
    write("malicious-before.pt", attack + archive(members))
    write("benign.nemo", tarred("m/weights.pkl", pickle.dumps([1.5], 4), "w"))
    write("malicious.nemo", tarred("m/weights.ckpt", attack, "w"))
    write("malicious.tar.gz", tarred("m/weights.ckpt", attack, "w:gz"))


folder = sys.argv[1]
write_pickles()
write_joblib()
write_arrays()
write_archives()
