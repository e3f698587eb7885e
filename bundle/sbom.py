"""Writes what is in a package as a CycloneDX document, for those who have to know it, and the sums of all files.

    python bundle/sbom.py PARTS.JSON FILE...

`FILE.cdx.json` stands beside each file, and `SHA256SUMS` beside them all. The same file gives the same document.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import sys
import uuid
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL


def main() -> None:
    """Write the documents of the files that are named."""
    listed, *names = sys.argv[1:]
    parts = json.loads(Path(listed).read_text("utf-8"))
    version = os.environ["VERSION"]
    files = [Path(name) for name in names]
    for file in files:
        beside = Path(f"{file}.cdx.json")
        beside.write_text(document(file, parts, version), "utf-8")
    everything = sorted([*files, *(Path(f"{file}.cdx.json") for file in files)])
    lines = [f"{digest(path)}  {path.name}\n" for path in everything]
    (files[0].parent / "SHA256SUMS").write_text("".join(lines), "utf-8")


def document(file: Path, parts: list[dict[str, str]], version: str) -> str:
    """Give the CycloneDX document of one file; raises ValueError for one that its schema would refuse."""
    sums = [HashType(alg=HashAlgorithm.SHA_256, content=digest(file))]
    bom = Bom(serial_number=uuid.uuid5(uuid.NAMESPACE_URL, digest(file)))
    bom.metadata.timestamp = dt.datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", "0")), dt.UTC)
    licences = LicenseFactory()
    bom.metadata.component = Component(
        name="optout-assist",
        version=version,
        type=ComponentType.APPLICATION,
        bom_ref="optout-assist",
        licenses=[licences.make_with_id("MIT")],
        hashes=sums,
    )
    for part in parts:
        component = Component(
            name=part["name"],
            version=part["version"],
            type=ComponentType.LIBRARY,
            bom_ref=part["purl"],
            purl=PackageURL.from_string(part["purl"]),
            licenses=[licences.make_from_string(part["licence"])],
        )
        bom.components.add(component)
        bom.register_dependency(bom.metadata.component, [component])
    text: str = JsonV1Dot6(bom).output_as_string(indent=1)
    if mistake := JsonStrictValidator(SchemaVersion.V1_6).validate_str(text):
        raise ValueError(mistake)
    return text + "\n"


def digest(path: Path) -> str:
    """Give the SHA-256 of a file."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


if __name__ == "__main__":
    main()
