"""What a time stamp is worth: made from a hash, and judged without asking anybody (RFC 3161).

A time stamp is the signed word of an authority that certain bytes existed at a certain time. Here they are those of a
bag's `tagmanifest-sha256.txt`, which holds the hash of everything else. Nothing here reads or writes a file.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import rfc3161_client as rfc3161
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from helper.timestamps import der

LONGEST_CHAIN = 8

_SHA256 = "2.16.840.1.101.3.4.2.1"
_HASHES: dict[bytes, hashes.HashAlgorithm] = {
    der.SHA256: hashes.SHA256(),
    der.SHA384: hashes.SHA384(),
    der.SHA512: hashes.SHA512(),
}
# SHA-1 can be forged, so it signs nothing here; older authorities still name their certificate with it.
_NAMING = {**_HASHES, der.SHA1: hashes.SHA1()}  # noqa: S303
# What the libraries raise for bytes that they cannot read.
_UNREADABLE = (
    ValueError,
    TypeError,
    LookupError,
    OverflowError,
    UnsupportedAlgorithm,
    x509.InvalidVersion,
    x509.DuplicateExtension,
    x509.UnsupportedGeneralNameType,
)


class StampVerdict(StrEnum):
    """What a time stamp turned out to be; the first that applies, in the order in which they are looked for."""

    BROKEN = "broken"  # cannot be read, or its signature does not hold
    REFUSED = "refused"  # the authority answered that it does not stamp this
    WRONG_CERTIFICATE = "wrong_certificate"  # signed with one that is not made for time stamps
    EXPIRED = "expired"  # signed outside the certificate's time
    WRONG_HASH = "wrong_hash"  # a time stamp of other bytes
    WRONG_NONCE = "wrong_nonce"  # the answer to another question
    UNCHECKED = "unchecked"  # its signature is of a kind that is not checked here
    UNVOUCHED = "unvouched"  # sound, by an authority that nobody vouches for here
    GOOD = "good"


SOUND = frozenset({StampVerdict.GOOD, StampVerdict.UNVOUCHED})


@dataclass(frozen=True)
class JudgedStamp:
    """A reply, judged. Of one that is not sound, time and authority are what it claims, if it could be read at all."""

    verdict: StampVerdict
    stamped_at: dt.datetime | None = None
    authority: str | None = None
    issuer: str | None = None  # whoever signed the last certificate of the chain
    chain: tuple[x509.Certificate, ...] = ()  # from the signer's towards the root
    reason: str | None = None  # the authority's words, or the library's

    @property
    def chain_pem(self) -> bytes:
        """The chain as a file."""
        return b"".join(certificate.public_bytes(Encoding.PEM) for certificate in self.chain)


class _Fault(Exception):
    def __init__(self, verdict: StampVerdict, reason: str | None = None) -> None:
        super().__init__(verdict, reason)
        self.verdict, self.reason = verdict, reason


def make_request(data: bytes) -> bytes:
    """Ask for a time stamp of `data`: its hash, a random number, the wish for the certificates, and nothing else."""
    algorithm = rfc3161.HashAlgorithm.SHA256
    return (
        rfc3161.TimestampRequestBuilder(data=data, hash_algorithm=algorithm, nonce=True, cert_req=True)
        .build()
        .as_bytes()
    )


def read_roots(content: bytes) -> tuple[x509.Certificate, ...]:
    """Read the certificates that a person trusts, PEM (several) or DER (one); raises ValueError."""
    if b"-----BEGIN" in content:
        return tuple(x509.load_pem_x509_certificates(content))
    return (x509.load_der_x509_certificate(content),)


def judge(reply: bytes, request: bytes, data: bytes, roots: Sequence[x509.Certificate] = ()) -> JudgedStamp:
    """Say what `reply` is worth as the answer to `request`, as a time stamp of `data`, to somebody who trusts `roots`."""
    with warnings.catch_warnings():
        # The library's on odd certificates would stand in the person's terminal.
        warnings.simplefilter("ignore")
        return _judge(reply, request, data, roots)


def _judge(reply: bytes, request: bytes, data: bytes, roots: Sequence[x509.Certificate]) -> JudgedStamp:
    claimed = JudgedStamp(StampVerdict.BROKEN)
    try:
        response = _read(reply)
        token = response.tst_info
        signature = der.read_signature(reply)
        leaf, others = _certificates(response)
        chain = _chain(leaf, [*others, *roots])
        claimed = JudgedStamp(
            StampVerdict.BROKEN,
            stamped_at=token.gen_time,
            authority=_name(leaf.subject),
            issuer=_name(chain[-1].issuer),
            chain=chain,
        )
        unchecked = _check_signature(signature, leaf)
        _check_certificate(leaf)
        _check_times(chain, token.gen_time)
        imprint = token.message_imprint
        digest = hashlib.sha256(data).digest()
        if imprint.hash_algorithm.dotted_string != _SHA256 or imprint.message != digest:
            raise _Fault(StampVerdict.WRONG_HASH)
        if der.read_request(request) != (digest, token.nonce):
            raise _Fault(StampVerdict.WRONG_NONCE)
        if unchecked:
            raise _Fault(StampVerdict.UNCHECKED, unchecked)
        verdict, reason = _vouch(response, digest, roots)
    except _Fault as fault:
        verdict, reason = fault.verdict, fault.reason
    except _UNREADABLE as error:
        verdict, reason = StampVerdict.BROKEN, _first_line(error)
    return JudgedStamp(verdict, claimed.stamped_at, claimed.authority, claimed.issuer, claimed.chain, reason)


def _read(reply: bytes) -> rfc3161.TimeStampResponse:
    try:
        response = rfc3161.decode_timestamp_response(reply)
    except ValueError:
        response = rfc3161.decode_timestamp_response(der.sort_certificates(reply))
    if response.status == rfc3161.PKIStatus.GRANTED_WITH_MODS:
        # A time stamp too (RFC 3161, 2.4.2), and what was modified is looked at below; the library knows only the other.
        return _read(der.grant(reply))
    if response.status != rfc3161.PKIStatus.GRANTED:
        raise _Fault(StampVerdict.REFUSED, " ".join(response.status_string) or f"status {response.status}")
    return response


def _certificates(response: rfc3161.TimeStampResponse) -> tuple[x509.Certificate, list[x509.Certificate]]:
    """Give the certificate of whoever signed, and the others that came along."""
    signers = list(response.signed_data.signer_infos)
    if len(signers) != 1:
        raise _Fault(StampVerdict.BROKEN, "not one signature")
    sent = [x509.load_der_x509_certificate(one) for one in sorted(response.signed_data.certificates)]
    for leaf in sent:
        if (leaf.issuer, leaf.serial_number) == (signers[0].issuer, signers[0].serial_number):
            return leaf, [one for one in sent if one != leaf]
    raise _Fault(StampVerdict.BROKEN, "the certificate is missing")


def _chain(leaf: x509.Certificate, known: Iterable[x509.Certificate]) -> tuple[x509.Certificate, ...]:
    """Follow the issuers from `leaf` as far as they are known, each signature checked."""
    chain, rest = [leaf], list(known)
    while len(chain) < LONGEST_CHAIN and (above := next((c for c in rest if _issued(chain[-1], c)), None)):
        rest = [one for one in rest if one != above]
        if above == chain[-1]:  # a root, which signs itself
            continue
        chain.append(above)
    return tuple(chain)


def _issued(certificate: x509.Certificate, above: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(above)
    except (*_UNREADABLE, InvalidSignature):
        return False
    return True


def _check_signature(signature: der.SignerInfo, leaf: x509.Certificate) -> str | None:
    """Check that the holder of the certificate's key signed this content, whoever that may be.

    Gives what could not be checked, if anything: a kind of hash or signature that is not known here is no fault.
    """
    algorithm = _HASHES.get(signature.digest_oid)
    if algorithm is None:
        return "the kind of its hash"
    if _digest(signature.content, algorithm) != signature.digest:
        raise _Fault(StampVerdict.BROKEN, "the signature is over something else")
    named = _NAMING.get(signature.certificate_digest_oid)
    if named is None:
        return "the kind of hash by which it names its certificate"
    if _digest(leaf.public_bytes(Encoding.DER), named) != signature.certificate_digest:
        raise _Fault(StampVerdict.BROKEN, "the certificate is not the one that the signature names")
    key = leaf.public_key()
    try:
        if isinstance(key, rsa.RSAPublicKey) and signature.kind_oid in der.RSA_PKCS1:
            own = _HASHES[der.RSA_PKCS1[signature.kind_oid] or signature.digest_oid]
            key.verify(signature.value, signature.signed, padding.PKCS1v15(), own)
        elif isinstance(key, ec.EllipticCurvePublicKey) and signature.kind_oid in der.ECDSA:
            own = _HASHES[der.ECDSA[signature.kind_oid] or signature.digest_oid]
            key.verify(signature.value, signature.signed, ec.ECDSA(own))
        else:
            return "the kind of its signature"
    except InvalidSignature as error:
        raise _Fault(StampVerdict.BROKEN, "the signature does not hold") from error
    return None


def _digest(content: bytes, algorithm: hashes.HashAlgorithm) -> bytes:
    digest = hashes.Hash(algorithm)
    digest.update(content)
    return digest.finalize()


def _check_certificate(leaf: x509.Certificate) -> None:
    """Check that the certificate is for time stamps and for nothing else (RFC 3161, 2.3)."""
    try:
        usage = leaf.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    except x509.ExtensionNotFound as error:
        raise _Fault(StampVerdict.WRONG_CERTIFICATE) from error
    if not usage.critical or list(usage.value) != [ExtendedKeyUsageOID.TIME_STAMPING]:
        raise _Fault(StampVerdict.WRONG_CERTIFICATE)


def _check_times(chain: Iterable[x509.Certificate], at: dt.datetime) -> None:
    """Check the chain at the time of the stamp: that its certificates end one day takes nothing from it."""
    for certificate in chain:
        if not certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc:
            raise _Fault(StampVerdict.EXPIRED)


def _vouch(
    response: rfc3161.TimeStampResponse,
    digest: bytes,
    roots: Sequence[x509.Certificate],
) -> tuple[StampVerdict, str | None]:
    """Have the library check everything once more, up to a root that the person trusts."""
    if not roots:
        return StampVerdict.UNVOUCHED, None
    verifier = rfc3161.VerifierBuilder(roots=list(roots)).build()
    try:
        verifier.verify(response, digest)
    except rfc3161.VerificationError as error:
        return StampVerdict.UNVOUCHED, _first_line(error)
    return StampVerdict.GOOD, None


def _name(name: x509.Name) -> str:
    common = name.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(common[0].value) if common else name.rfc4514_string()


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0][:200]
