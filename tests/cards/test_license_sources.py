"""What each place says of a license, and what is made of the differences."""

from typing import Any

import pytest

from hubexplorer.cards import judged_class, license_sources, parse_card, review
from hubexplorer.records import Finding, Gravity, HubModel, LicenseClass, LicenseSource

MIT = "MIT License\n\nPermission is hereby granted, free of charge, to any person obtaining a copy"
NC = "Attribution-NonCommercial 4.0 International"


def sources_of(text: str, tag: str = "", **given: Any) -> tuple[LicenseSource, ...]:
    return license_sources(parse_card(text), HubModel("hub", "acme/m", license_id=tag), **given)


def findings_of(text: str, tag: str = "", **given: Any) -> list[Finding]:
    model = HubModel("hub", "acme/m", license_id=tag)
    found = review(parse_card(text), model=model, sources=sources_of(text, tag, **given))
    return [finding for finding in found if finding.kind == "license"]


def test_all_places_side_by_side() -> None:
    text = "---\nlicense: apache-2.0\n---\n## License\n\nApache 2.0, see the file.\n"
    found = sources_of(
        text, "apache-2.0", files={"LICENSE": MIT}, bases={"acme/base": "llama3.1", "acme/x": ""}
    )
    assert [(one.where, one.name, one.says, str(one.license_class)) for one in found] == [
        ("hub", "", "apache-2.0", "commercial"),
        ("metadata", "", "apache-2.0", "commercial"),
        ("text", "", "apache-2.0", "commercial"),
        ("file", "LICENSE", "mit", "commercial"),
        ("base", "acme/base", "llama3.1", "conditional"),
        ("base", "acme/x", "", "unknown"),
    ]
    assert found[1].line == 2
    assert found[2].quote == "Apache 2.0, see the file."


def test_a_file_that_says_otherwise_is_named() -> None:
    titles = [
        f.title for f in findings_of("---\nlicense: apache-2.0\n---\n", files={"LICENSE": MIT})
    ]
    assert "License: the tag says apache-2.0, LICENSE is mit." in titles


def test_a_stricter_file_is_grave() -> None:
    gravest = findings_of("---\nlicense: mit\n---\n", files={"LICENSE": NC})[0]
    assert gravest.gravity is Gravity.GRAVE
    assert gravest.title == "License: the tag says mit, LICENSE is cc-by-nc-4.0."


def test_a_text_that_names_another_license() -> None:
    found = findings_of("---\nlicense: mit\n---\n## License\n\nReleased under Apache 2.0.\n")
    named = next(f for f in found if "the text names" in f.title)
    assert named.title == "License: the tag says mit, the text names apache-2.0."
    assert (named.line, named.quote) == (6, "Released under Apache 2.0.")


@pytest.mark.parametrize(
    ("own", "base", "gravity", "words"),
    [
        ("mit", "cc-by-nc-4.0", Gravity.GRAVE, "looser than its base"),
        ("apache-2.0", "llama3.1", Gravity.GRAVE, "looser than its base"),
        ("mit", "cc-by-nd-4.0", Gravity.GRAVE, "may not be shared modified"),
        ("mit", "gpl-3.0", Gravity.WARNING, "asks for the same license"),
        ("llama3.1", "llama3.1", None, ""),
        ("cc-by-nc-4.0", "mit", None, ""),
        ("mit", "", None, ""),
        ("mit", "other", None, ""),
    ],
)
def test_against_the_base(own: str, base: str, gravity: Gravity | None, words: str) -> None:
    found = findings_of(f"---\nlicense: {own}\n---\n", bases={"acme/base": base})
    against = [f for f in found if "base" in f.title]
    assert [f.gravity for f in against] == ([gravity] if gravity else [])
    assert all(words in f.title for f in against)


def test_the_class_shown_is_the_strictest_known() -> None:
    text = "---\nlicense: mit\n---\n"
    assert judged_class(sources_of(text, "mit")) is LicenseClass.COMMERCIAL
    assert judged_class(sources_of(text, files={"LICENSE": NC})) is LicenseClass.NONCOMMERCIAL
    base = {"acme/base": "llama3.1", "acme/x": ""}
    assert judged_class(sources_of(text, bases=base)) is LicenseClass.CONDITIONAL
    assert judged_class(sources_of("x", files={"LICENSE": MIT})) is LicenseClass.UNKNOWN


def test_a_license_named_beside_other_is_looked_up_by_its_name() -> None:
    text = "---\nlicense: other\nlicense_name: my own\n---\n"
    hub, metadata = sources_of(text, "other")
    assert (hub.says, metadata.says) == ("other", "other:my-own")
    assert metadata.license_class is LicenseClass.UNKNOWN


def test_a_license_that_only_the_file_holds() -> None:
    (found,) = findings_of("# A model", files={"LICENSE": MIT})
    assert found.title == "License: only in the file LICENSE (mit)."
    assert found.gravity is Gravity.WARNING
    (found,) = findings_of("# A model", files={"LICENSE": NC})
    assert found.gravity is Gravity.GRAVE
    (found,) = findings_of("# A model", files={"LICENSE": "All rights reserved."})
    assert found.title == "License: not stated."


def test_unknown_never_becomes_allowed() -> None:
    for tag in ("other", "my-own", "BSD-4-Clause", "mit AND my-own", "", "gpl"):
        (hub, *_) = sources_of("x", tag)
        assert hub.license_class is not LicenseClass.COMMERCIAL, tag
    assert sources_of("x", "mit AND cc-by-nc-4.0")[0].license_class is LicenseClass.NONCOMMERCIAL
    assert sources_of("x", "MIT OR Apache-2.0")[0].license_class is LicenseClass.COMMERCIAL
