"""Just enough DER to look at the one signature in a time stamp, whoever may vouch for its certificate.

The library that checks time stamps does so only against a root that one trusts. Whether the bytes are what *somebody*
signed is worth knowing without one. And some authorities send their certificates in an order that it refuses
(bellingcat/auto-archiver issue 187 names one). Structures: RFC 3161 section 2.4, RFC 5652 section 5; encoding: X.690
sections 8 and 11.6.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from helper.evidence.bag import MalformedError

SEQUENCE, SET, INTEGER, OCTETS, OID = 0x30, 0x31, 0x02, 0x04, 0x06
FIRST = 0xA0  # [0], constructed

# Object identifiers, encoded (RFC 5652 section 11; RFC 3161 section 2.4.2; RFC 5035 section 3; RFC 5754 section 2).
CONTENT_TYPE = bytes.fromhex("2a864886f70d010903")
MESSAGE_DIGEST = bytes.fromhex("2a864886f70d010904")
TIMESTAMP_INFO = bytes.fromhex("2a864886f70d0109100104")
SIGNING_CERTIFICATE = bytes.fromhex("2a864886f70d010910020c")
SIGNING_CERTIFICATE_V2 = bytes.fromhex("2a864886f70d010910022f")
SHA1 = bytes.fromhex("2b0e03021a")
SHA256 = bytes.fromhex("608648016503040201")
SHA384 = bytes.fromhex("608648016503040202")
SHA512 = bytes.fromhex("608648016503040203")
# The kinds of signature (RFC 8017 appendix C; RFC 5758 section 3.2), whose second half may name the hash once more.
RSA_PKCS1 = {
    bytes.fromhex("2a864886f70d010101"): None,
    bytes.fromhex("2a864886f70d01010b"): SHA256,
    bytes.fromhex("2a864886f70d01010c"): SHA384,
    bytes.fromhex("2a864886f70d01010d"): SHA512,
}
ECDSA = {
    bytes.fromhex("2a8648ce3d0201"): None,
    bytes.fromhex("2a8648ce3d040302"): SHA256,
    bytes.fromhex("2a8648ce3d040303"): SHA384,
    bytes.fromhex("2a8648ce3d040304"): SHA512,
}


@dataclass(frozen=True)
class Node:
    """One element of DER: its tag, and where it and its content lie in `data`."""

    data: bytes
    tag: int
    start: int
    body: int
    end: int

    @property
    def content(self) -> bytes:
        """The bytes inside."""
        return self.data[self.body : self.end]

    @property
    def whole(self) -> bytes:
        """The bytes with tag and length."""
        return self.data[self.start : self.end]

    def children(self) -> list[Node]:
        """Give the elements inside; raises MalformedError."""
        return list(_read_all(self.data, self.body, self.end))

    def child(self, index: int, tag: int) -> Node:
        """Give the element at a place where the tag is known; raises MalformedError for any other."""
        inside = self.children()
        if not -len(inside) <= index < len(inside) or inside[index].tag != tag:
            raise MalformedError("an element is not what should be at its place")
        return inside[index]


@dataclass(frozen=True)
class SignerInfo:
    """The signature of a time stamp, in the parts that checking it needs."""

    signed: bytes  # the attributes, as they were signed (RFC 5652, 5.4)
    value: bytes
    kind_oid: bytes
    digest: bytes  # of `content`, as the attributes claim
    digest_oid: bytes
    content: bytes
    certificate_digest: bytes  # of the signer's certificate, so that no other can be put in its place
    certificate_digest_oid: bytes


def parse(data: bytes) -> Node:
    """Read one element that takes all of `data`; raises MalformedError."""
    return _only(list(_read_all(data, 0, len(data))))


def sort_certificates(reply: bytes) -> bytes:
    """Give a reply with its certificates in the order that DER asks for, which nobody signed and many leave out."""
    certificates = next((n for n in _signed_data(reply).children() if n.tag == FIRST), None)
    if certificates is None:
        return reply
    in_order = b"".join(sorted(node.whole for node in certificates.children()))
    return reply[: certificates.body] + in_order + reply[certificates.end :]


def grant(reply: bytes) -> bytes:
    """Give a reply that says “granted” and nothing else: its status is signed by nobody.

    For the library, which takes no other status; what the authority answered is judged before.
    """
    status, token = parse(reply).children()
    inside = bytes([status.tag, 3, INTEGER, 1, 0]) + token.whole
    return bytes([SEQUENCE]) + _length(len(inside)) + inside


def read_signature(reply: bytes) -> SignerInfo:
    """Take the signature out of a reply; raises MalformedError for any but a single one over its own time stamp."""
    signed_data = _signed_data(reply)
    content = signed_data.child(2, SEQUENCE)
    if content.child(0, OID).content != TIMESTAMP_INFO:
        raise MalformedError("what was signed is no time stamp")
    signer = _only(signed_data.child(-1, SET).children())
    attributes = signer.child(3, FIRST)
    values = {
        attribute.child(0, OID).content: attribute.child(1, SET).children()
        for attribute in attributes.children()
    }
    if _only(values.get(CONTENT_TYPE, [])).content != TIMESTAMP_INFO:
        raise MalformedError("the signature is over something else")
    certificate_digest_oid, certificate_digest = _signing_certificate(values)
    return SignerInfo(
        signed=bytes([SET]) + attributes.whole[1:],
        value=signer.child(5, OCTETS).content,
        kind_oid=signer.child(4, SEQUENCE).child(0, OID).content,
        digest=_only(values.get(MESSAGE_DIGEST, [])).content,
        digest_oid=signer.child(2, SEQUENCE).child(0, OID).content,
        content=content.child(1, FIRST).child(0, OCTETS).content,
        certificate_digest=certificate_digest,
        certificate_digest_oid=certificate_digest_oid,
    )


def read_request(request: bytes) -> tuple[bytes, int]:
    """Give the hash and the nonce of a request of ours; raises MalformedError."""
    whole = parse(request)
    hashed = whole.child(1, SEQUENCE).child(1, OCTETS).content
    return hashed, int.from_bytes(whole.child(2, INTEGER).content, "big")


def _signing_certificate(values: Mapping[bytes, list[Node]]) -> tuple[bytes, bytes]:
    """Give kind and value of the hash by which the signer names the certificate (RFC 5816; before it, SHA-1)."""
    is_new = SIGNING_CERTIFICATE_V2 in values
    named = _only(values.get(SIGNING_CERTIFICATE_V2 if is_new else SIGNING_CERTIFICATE, []))
    first, *more = named.child(0, SEQUENCE).child(0, SEQUENCE).children() or [named]
    if is_new and first.tag == SEQUENCE and more:
        return first.child(0, OID).content, more[0].content
    return SHA256 if is_new else SHA1, first.content


def _signed_data(reply: bytes) -> Node:
    return parse(reply).child(1, SEQUENCE).child(1, FIRST).child(0, SEQUENCE)


def _length(count: int) -> bytes:
    """Write a length in the shortest form, the only one that DER allows."""
    if count < 0x80:
        return bytes([count])
    octets = count.to_bytes((count.bit_length() + 7) // 8, "big")
    return bytes([0x80 | len(octets)]) + octets


def _only(nodes: list[Node]) -> Node:
    if len(nodes) != 1:
        raise MalformedError("not one element")
    return nodes[0]


def _read_all(data: bytes, at: int, end: int) -> Iterator[Node]:
    while at < end:
        node = _read(data, at, end)
        yield node
        at = node.end


def _read(data: bytes, start: int, end: int) -> Node:
    """Read the element at `start`: a tag of one byte, a length that is definite, a content that ends within `end`."""
    body = start + 2
    if body > end or data[start] & 0x1F == 0x1F:
        raise MalformedError("not DER")
    length = data[start + 1]
    if length & 0x80:
        count = length & 0x7F
        body += count
        if not 1 <= count <= 4 or body > end:
            raise MalformedError("not DER")
        length = int.from_bytes(data[start + 2 : body], "big")
    if body + length > end:
        raise MalformedError("not DER, or cut short")
    return Node(data, data[start], start, body, body + length)
