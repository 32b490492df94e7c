"""Certificates as a K3s server makes them, and the kubeconfig over them."""

from __future__ import annotations

import base64
import datetime
import hashlib
import ipaddress
from pathlib import Path

import yaml
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

DAY = datetime.timedelta(days=1)
Key = ec.EllipticCurvePrivateKey


def make(tls: Path, addresses: list[str]) -> None:
    """Write the authorities and certificates that are not there yet."""
    tls.mkdir(parents=True, exist_ok=True)
    if (tls / "server-ca.crt").exists():
        return
    authorities = {name: _authority(tls, name) for name in ("server-ca", "client-ca")}
    _signed(tls, "serving-kube-apiserver", "kube-apiserver", authorities["server-ca"], addresses)
    _signed(tls, "client-admin", "system:admin", authorities["client-ca"], [])


def ca_hash(tls: Path) -> str:
    return hashlib.sha256((tls / "server-ca.crt").read_bytes()).hexdigest()


def kubeconfig(tls: Path, port: int) -> str:
    def data(name: str) -> str:
        return base64.b64encode((tls / name).read_bytes()).decode()

    cluster = {"server": f"https://127.0.0.1:{port}", "certificate-authority-data": data("server-ca.crt")}
    user = {
        "client-certificate-data": data("client-admin.crt"),
        "client-key-data": data("client-admin.key"),
    }
    return yaml.safe_dump(
        {
            "apiVersion": "v1",
            "kind": "Config",
            "clusters": [{"name": "default", "cluster": cluster}],
            "users": [{"name": "default", "user": user}],
            "contexts": [{"name": "default", "context": {"cluster": "default", "user": "default"}}],
            "current-context": "default",
        }
    )


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _write(tls: Path, name: str, certificate: x509.Certificate, key: Key) -> None:
    (tls / f"{name}.crt").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (tls / f"{name}.key").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    (tls / f"{name}.key").chmod(0o600)


def _builder(subject: str, issuer: x509.Name, key: Key, days: int) -> x509.CertificateBuilder:
    now = datetime.datetime.now(datetime.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(_name(subject))
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - DAY)
        .not_valid_after(now + days * DAY)
    )


def _authority(tls: Path, name: str) -> tuple[x509.Certificate, Key]:
    key = ec.generate_private_key(ec.SECP256R1())
    identity = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    usage = x509.KeyUsage(True, False, True, False, False, True, True, False, False)
    certificate = (
        _builder(f"k3s-{name}", _name(f"k3s-{name}"), key, 3650)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(identity, critical=False)
        .sign(key, hashes.SHA256())
    )
    _write(tls, name, certificate, key)
    return certificate, key


def _signed(
    tls: Path, name: str, subject: str, authority: tuple[x509.Certificate, Key], addresses: list[str]
) -> None:
    issuer, issuer_key = authority
    key = ec.generate_private_key(ec.SECP256R1())
    builder = _builder(subject, issuer.subject, key, 365)
    purpose = ExtendedKeyUsageOID.SERVER_AUTH if addresses else ExtendedKeyUsageOID.CLIENT_AUTH
    builder = builder.add_extension(x509.ExtendedKeyUsage([purpose]), critical=False)
    builder = builder.add_extension(
        x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False
    )
    if addresses:
        names = [x509.IPAddress(ipaddress.ip_address(address)) for address in addresses]
        builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
    _write(tls, name, builder.sign(issuer_key, hashes.SHA256()), key)
