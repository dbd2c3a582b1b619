"""The license table, and the rule that unknown is never allowed."""

import json

import pytest

from hubexplorer.cards import (
    forbids_derivatives,
    license_class,
    license_classes,
    license_key,
    obligations,
    parse_card,
    review,
)
from hubexplorer.cards.licenses import license_of
from hubexplorer.records import Gravity, HubModel, LicenseClass
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
    tags = {row["hf_tag"] for row in seed}
    assert len(tags) == 83
    assert tags == {key for key in license_classes() if not key.startswith("other:")}
    for row in seed:
        assert license_class(row["hf_tag"]) is CLASS_OF_USE[row["commercial_use"]], row["hf_tag"]
    permissive = [row["hf_tag"] for row in seed if row["class"] in ("permissive", "public-domain")]
    allowed = [tag for tag in permissive if license_class(tag) is LicenseClass.COMMERCIAL]
    assert len(permissive) > 25
    assert len(allowed) >= 0.95 * len(permissive)
    denied = [r["hf_tag"] for r in seed if r["class"] in ("noncommercial", "research-only")]
    assert len(denied) > 10
    assert {license_class(tag) for tag in denied} == {LicenseClass.NONCOMMERCIAL}


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


@pytest.mark.parametrize(
    ("tag", "name", "expected"),
    [
        ("other", "qwen-research", LicenseClass.NONCOMMERCIAL),
        ("Other", "Qwen Research", LicenseClass.NONCOMMERCIAL),
        ("other", "flux_1_dev_non_commercial_license", LicenseClass.NONCOMMERCIAL),
        ("other", "nvidia-open-model-license", LicenseClass.CONDITIONAL),
        ("other", "llama-3.1", LicenseClass.CONDITIONAL),
        ("other", "modified-mit", LicenseClass.UNKNOWN),
        ("other", "mit", LicenseClass.UNKNOWN),
        ("other", "apache-2.0", LicenseClass.UNKNOWN),
        ("other", "my own terms", LicenseClass.UNKNOWN),
        ("other", "", LicenseClass.UNKNOWN),
        ("mit", "qwen-research", LicenseClass.COMMERCIAL),
        ("", "qwen-research", LicenseClass.UNKNOWN),
    ],
)
def test_names_of_other_licenses(tag: str, name: str, expected: LicenseClass) -> None:
    assert license_class(license_key(tag, name)) is expected


def test_no_name_alone_allows_anything() -> None:
    named = {key: kind for key, kind in license_classes().items() if key.startswith("other:")}
    assert len(named) > 40
    for key, kind in named.items():
        assert kind != "commercial", key
        assert license_key("other", key.removeprefix("other:")) == key
        words = key.removeprefix("other:").split("-")
        if {"nc", "research", "non"} & {*words}:
            assert kind == "noncommercial", key


def test_the_review_knows_names_of_other_licenses() -> None:
    card = parse_card("---\nlicense: other\nlicense_name: Qwen Research\n---\n# Model\n")
    model = HubModel("hub", "acme/model", license_id="other", license_name="Qwen Research")
    found = [item for item in review(card, model=model) if item.kind == "license"]
    assert [item.gravity for item in found] == [Gravity.GRAVE]
    assert "Research use only." in found[0].detail
    assert "Qwen Research" in found[0].title


def test_licenses_without_an_spdx_name_say_where_their_text_is() -> None:
    for key, kind in license_classes().items():
        row = license_of(key)
        assert row is not None
        assert bool(row.source) == (not row.spdx and key != "other:modified-mit"), key
        assert row.spdx or row.date or kind == "unknown", key


def test_case_does_not_matter() -> None:
    row = license_of("Apache-2.0")
    assert row is not None
    assert (row.spdx, row.name) == ("Apache-2.0", "Apache license 2.0")


def test_a_license_that_forbids_derivatives_is_known_as_such() -> None:
    tags = ("cc-by-nd-4.0", "cc-by-nc-nd-4.0", "mit", "cc-by-sa-4.0", "unheard-of")
    assert list(map(forbids_derivatives, tags)) == [True, True, False, False, False]
