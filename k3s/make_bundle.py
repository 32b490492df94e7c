"""`python -m k3s.make_bundle OUT --k3s FILE --image TAR … --key KEY.pem`: makes an air-gap bundle.

`--new-key` makes the maker's Ed25519 key first and writes its public half beside it, as KEY.pub.pem: boxes
trust it once it lies in /etc/shopwarden/trusted-keys.
"""

from __future__ import annotations

import argparse
import platform
import sys
from collections.abc import Sequence
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from appliance.core.errors import ApplianceError
from appliance.core.files import write_private
from k3s import bundle, shell, versions


def main(argv: Sequence[str] | None = None) -> int:
    wish = _parser().parse_args(argv)
    try:
        key = _key(wish.key, new=wish.new_key)
        sources = {"k3s": wish.k3s, **{f"images/{image.name}": image for image in wish.image}}
        manifest = bundle.Manifest(
            k3s_version=versions.of(shell.run, wish.k3s.absolute()),
            machine=platform.machine(),
            pause_image=wish.pause_image,
            add_ons=tuple(wish.add_on),
            files=tuple(bundle.entry(name, file) for name, file in sources.items()),
        )
        bundle.write(wish.out, manifest, sources, key)
    except (ApplianceError, OSError, ValueError) as err:
        sys.stderr.write(f"{err}\n")
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m k3s.make_bundle", description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--k3s", type=Path, required=True)
    parser.add_argument("--image", type=Path, action="append", default=[])
    parser.add_argument("--pause-image", default="")
    parser.add_argument("--add-on", action="append", default=[], help="one of K3s's own whose image is in it")
    parser.add_argument("--key", type=Path, required=True)
    parser.add_argument("--new-key", action="store_true")
    return parser


def _key(file: Path, *, new: bool) -> Ed25519PrivateKey:
    if new:
        made = Ed25519PrivateKey.generate()
        private = made.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        write_private(file, private)
        public = made.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        file.with_suffix(".pub.pem").write_bytes(public)
    found = serialization.load_pem_private_key(file.read_bytes(), None)
    if not isinstance(found, Ed25519PrivateKey):
        raise ValueError(f"{file} is no Ed25519 key")
    return found


if __name__ == "__main__":
    sys.exit(main())
