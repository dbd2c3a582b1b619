"""The license table, and the rule that unknown is never allowed."""

import json

import pytest

from hubexplorer.cards import license_class, license_classes, obligations
from hubexplorer.cards.licenses import license_of
from hubexplorer.records import LicenseClass
from tests.cards.payloads import DATA

CLASS_OF_USE = {
    "yes": LicenseClass.COMMERCIAL,
    "conditional": LicenseClass.CONDITIONAL,
    "no": LicenseClass.NONCOMMERCIAL,
    "unknown": LicenseClass.UNKNOWN,
}


def test_every_tag_of_the_hub_is_there() -> None:
    path = DATA / "licenses_seed.json"
    if not path.exists():
        pytest.skip(f"LICENSE TAGS NOT CHECKED: there is no {path}")
    seed = json.loads(path.read_text(encoding="utf-8"))["licenses"]
    assert {row["hf_tag"] for row in seed} == set(license_classes())
    for row in seed:
        assert license_class(row["hf_tag"]) is CLASS_OF_USE[row["commercial_use"]], row["hf_tag"]


@pytest.mark.parametrize("tag", ["", "other", "unknown", "my-license", "cc", "bsd", "gpl", "mit "])
def test_only_a_known_license_is_allowed(tag: str) -> None:
    expected = LicenseClass.COMMERCIAL if tag.strip() == "mit" else LicenseClass.UNKNOWN
    assert license_class(tag) is expected


def test_no_tag_that_denies_commercial_use_is_called_commercial() -> None:
    for tag, found in license_classes().items():
        if any(word in tag.split("-") for word in ("nc", "research", "noncommercial", "amlr")):
            assert found == "noncommercial", tag


def test_obligations_are_sentences_and_fit_the_class() -> None:
    for tag, found in license_classes().items():
        duties = obligations(tag)
        assert all(duty.endswith(".") for duty in duties)
        denies = any("Non-commercial" in duty or "Research use" in duty for duty in duties)
        assert denies == (found == "noncommercial"), tag
        if found == "unknown":
            assert "Read the license text before you rely on it." in duties
    assert obligations("cc0-1.0") == ()
    assert obligations("no-such-license") == ("Read the license text before you rely on it.",)


def test_case_does_not_matter() -> None:
    row = license_of("Apache-2.0")
    assert row is not None
    assert (row.spdx, row.name) == ("Apache-2.0", "Apache license 2.0")
