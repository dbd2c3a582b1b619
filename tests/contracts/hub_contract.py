"""What every hub adapter must do, as one test class: subclass it and give it a `place`."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from hubexplorer.errors import BudgetExceeded, NotFound
from hubexplorer.hubs.base import Capability, Hub
from hubexplorer.hubs.download import download_model
from hubexplorer.records import HubModel, ModelRef


@dataclass(frozen=True)
class Place:
    """A hub, and what is known to be on it.

    Attributes:
        hub: the adapter under test.
        repos: every listed repository.
        expected: one of them, as `model` should describe it at the head of main; at least with
            a commit, a task, a license, tags and safetensors parameters.
        files: its files at that commit.
        history: its commits, newest first.
        tags: tag name to commit.
    """

    hub: Hub
    repos: frozenset[str]
    expected: HubModel
    files: Mapping[str, bytes]
    history: tuple[str, ...]
    tags: Mapping[str, str]

    @property
    def repo(self) -> str:
        return self.expected.repo

    @property
    def commit(self) -> str:
        assert self.expected.commit is not None
        return self.expected.commit


class HubContract:
    """Tests that use nothing but the protocol."""

    def test_it_is_a_hub(self, place: Place) -> None:
        assert isinstance(place.hub, Hub)
        assert place.hub.capabilities <= frozenset(Capability)
        assert str(ModelRef(place.hub.name, place.repo)).startswith(f"{place.hub.name}:")
        assert place.hub.title

    def test_it_is_up(self, place: Place) -> None:
        assert place.hub.is_up()

    def test_the_listing_has_every_model_once_best_first(self, place: Place) -> None:
        models = [model for page in place.hub.list_models() for model in page.models]
        assert sorted(model.repo for model in models) == sorted(place.repos)
        assert all(model.hub == place.hub.name for model in models)
        assert all(a.downloads >= b.downloads for a, b in pairwise(models))

    def test_a_listed_model_says_what_its_page_says(self, place: Place) -> None:
        models = [model for page in place.hub.list_models() for model in page.models]
        assert next(model for model in models if model.repo == place.repo) == place.expected
        assert place.hub.model(place.repo) == place.expected

    def test_a_cursor_goes_on_where_the_page_ended(self, place: Place) -> None:
        seen: list[str] = []
        cursor = None
        for _ in place.repos:
            page = next(place.hub.list_models(limit=2, cursor=cursor))
            assert not page.is_partial
            seen += [model.repo for model in page.models]
            cursor = page.next_cursor
            if cursor is None:
                break
        assert sorted(seen) == sorted(place.repos)

    @pytest.mark.parametrize("limit", [1, 2, 3])
    def test_a_limit_is_kept(self, place: Place, limit: int) -> None:
        pages = place.hub.list_models(limit=limit)
        assert sum(len(page.models) for page in pages) == limit

    def test_search_author_and_filters_narrow(self, place: Place) -> None:
        def listed(**narrow: object) -> set[str]:
            pages = place.hub.list_models(**narrow)  # type: ignore[arg-type]
            return {model.repo for page in pages for model in page.models}

        owner, _, name = place.repo.partition("/")
        assert place.repo in listed(search=name) < place.repos
        assert listed(author=owner) == {r for r in place.repos if r.startswith(f"{owner}/")}
        narrow = (place.expected.task, f"license:{place.expected.license_id}")
        assert place.repo in listed(filters=narrow) < place.repos
        assert listed(search="nothing-is-called-so") == set()

    def test_a_tag_names_its_commit(self, place: Place) -> None:
        refs = place.hub.refs(place.repo)
        assert refs.tags == place.tags
        assert refs.branches["main"] == place.commit
        for tag, commit in place.tags.items():
            assert place.hub.model(place.repo, tag).commit == commit

    def test_files_are_those_of_the_commit(self, place: Place) -> None:
        files = {file.path: file for file in place.hub.files(place.repo, place.commit)}
        assert files.keys() == place.files.keys()
        for path, content in place.files.items():
            assert files[path].size_bytes == len(content)
            assert files[path].sha256 in ("", hashlib.sha256(content).hexdigest())
            assert files[path].sha256 or files[path].git_oid

    def test_commits_are_newest_first(self, place: Place) -> None:
        commits = place.hub.commits(place.repo)
        assert tuple(entry.commit for entry in commits) == place.history
        assert all(a.date_s >= b.date_s for a, b in pairwise(commits))
        assert all(entry.title for entry in commits)
        assert place.hub.commits(place.repo, limit=1) == commits[:1]

    def test_a_file_reads_as_it_is(self, place: Place) -> None:
        for path, content in place.files.items():
            assert place.hub.read_file(place.repo, place.commit, path) == content
        path, content = max(place.files.items(), key=lambda item: len(item[1]))
        with pytest.raises(BudgetExceeded):
            place.hub.read_file(place.repo, place.commit, path, max_bytes=len(content) - 1)

    @pytest.mark.parametrize("path", ["absent.json", "../x", "/etc/passwd", "a\0b", ""])
    def test_a_file_that_is_not_there_is_not_found(self, place: Place, path: str) -> None:
        with pytest.raises(NotFound):
            place.hub.read_file(place.repo, place.commit, path)

    def test_what_is_not_there_is_not_found(self, place: Place) -> None:
        with pytest.raises(NotFound):
            place.hub.model("nobody/nothing")
        for revision in ("no-such-branch", "f" * 40, "../../x", ".."):
            with pytest.raises(NotFound):
                place.hub.model(place.repo, revision)
        with pytest.raises(NotFound):
            place.hub.files(place.repo, "f" * 40)

    @pytest.mark.parametrize("repo", ["../x", "a/b/c", "a b", "", "a/b?x=1", "a/b#", "-a/b"])
    def test_what_is_no_repository_id_is_misuse(self, place: Place, repo: str) -> None:
        with pytest.raises(ValueError, match="repository id"):
            place.hub.model(repo)

    def test_a_download_has_the_same_bytes(self, place: Place, tmp_path: Path) -> None:
        folder = download_model(
            endpoint=place.hub.endpoint,
            token=None,
            repo=place.repo,
            commit=place.commit,
            cache=tmp_path,
            files=place.hub.files(place.repo, place.commit),
            progress=lambda done, total: None,
            offline=True,
        )
        for path, content in place.files.items():
            assert (folder / path).read_bytes() == content
