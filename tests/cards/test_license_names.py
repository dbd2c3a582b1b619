"""Licenses recognized in prose, in LICENSE files and as SPDX expressions."""

from pathlib import Path

import pytest

from hubexplorer.cards import license_class, license_classes
from hubexplorer.cards.license_index import index_category, license_ids
from hubexplorer.cards.license_names import license_of_text, licenses_named
from hubexplorer.cards.license_sources import is_license_file
from hubexplorer.records import LicenseClass

MIT = "Permission is hereby granted, free of charge, to any person obtaining a copy of this"
BSD = "Redistribution and use in source and binary forms, with or without modification, are"


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Code is under MIT, weights are under CC-BY-NC 4.0.", ("mit", "cc-by-nc-4.0")),
        ("licensed under the Apache License, Version 2.0", ("apache-2.0",)),
        ("follows [*Apache 2.0*](https://www.apache.org/licenses/LICENSE-2.0)", ("apache-2.0",)),
        ("Creative Commons Attribution-NonCommercial-ShareAlike 4.0", ("cc-by-nc-sa-4.0",)),
        ("CC BY-SA 3.0", ("cc-by-sa-3.0",)),
        ("the Llama 3.2 Community License", ("llama3.2",)),
        ("fine-tuned from Llama 3.2 on letters", ()),
        ("GNU General Public License v3", ("gpl-3.0",)),
        ("GNU Lesser General Public License, version 2.1", ("lgpl-2.1",)),
        ("AGPL-3.0", ("agpl-3.0",)),
        ("written at MIT CSAIL, with mittens", ()),
        ("released to the public", ()),
    ],
)
def test_prose(text: str, ids: tuple[str, ...]) -> None:
    assert licenses_named(text) == ids


@pytest.mark.parametrize(
    ("text", "license_id"),
    [
        (f"MIT License\n\nCopyright 2024 A\n\n{MIT} software", "mit"),
        (f"Copyright 2024 A\n\n{MIT} software", "mit"),
        (f"{BSD} permitted ... Neither the name of the author", "bsd-3-clause"),
        (f"{BSD} permitted ...", "bsd-2-clause"),
        ("GNU AFFERO GENERAL PUBLIC LICENSE\n   Version 3, 19 November 2007", "agpl-3.0"),
        ("GNU GENERAL PUBLIC LICENSE\n   Version 3, 29 June 2007", "gpl-3.0"),
        ("Attribution-NonCommercial 4.0 International\n\n====", "cc-by-nc-4.0"),
        ("LLAMA 3.1 COMMUNITY LICENSE AGREEMENT\nRelease date", "llama3.1"),
        ("Licensed under MIT or Apache 2.0, at your choice", ""),
        ("All rights reserved.", ""),
        ("", ""),
    ],
)
def test_files(text: str, license_id: str) -> None:
    assert license_of_text(text) == license_id


def test_our_own_license_file() -> None:
    assert license_of_text((Path(__file__).parents[2] / "LICENSE").read_text()) == "apache-2.0"


@pytest.mark.parametrize(
    ("path", "is_one"),
    [
        ("LICENSE", True),
        ("license.txt", True),
        ("LICENCE.md", True),
        ("COPYING", True),
        ("LICENSE-CODE", True),
        ("licenses.csv", False),
        ("src/LICENSE", False),
        ("NOTICE", False),
    ],
)
def test_which_files_hold_a_license(path: str, is_one: bool) -> None:
    assert is_license_file(path) is is_one


@pytest.mark.parametrize(
    ("expression", "ids"),
    [
        ("Apache-2.0 OR MIT", ("apache-2.0", "mit")),
        ("GPL-3.0-or-later", ("gpl-3.0",)),
        ("(MIT AND CC-BY-NC-4.0)", ("mit", "cc-by-nc-4.0")),
        ("a AND", ()),
        ("", ()),
        ("(" * 500, ()),
    ],
)
def test_expressions(expression: str, ids: tuple[str, ...]) -> None:
    assert license_ids(expression) == ids


def test_the_index_knows_most_of_the_table_and_contradicts_none_of_it() -> None:
    categories = {one: index_category(one) for one in license_classes()}
    assert sum(map(bool, categories.values())) >= 50
    for license_id, category in categories.items():
        if category in ("Free Restricted", "Proprietary Free", "Commercial"):
            assert license_class(license_id) is not LicenseClass.COMMERCIAL, license_id
        if category in ("Permissive", "Public Domain"):
            assert license_class(license_id) is LicenseClass.COMMERCIAL, license_id


def test_what_only_the_index_knows_stays_unknown() -> None:
    assert index_category("BSD-4-Clause") == "Permissive"
    assert license_class("BSD-4-Clause") is LicenseClass.UNKNOWN
    assert index_category("my-own") == ""
