from __future__ import annotations

import pytest

from hubexplorer import services
from hubexplorer.errors import AccessDenied, HubUnreachable, NotFound
from hubexplorer.records import ModelRef
from hubexplorer.workspace import Workspace
from tests.shipped import SHIPPED
from tests.workspace.other_hub import NANO, NO_WEIGHTS, with_hub


def test_every_verb_takes_a_model_by_any_of_its_names(workspace):
    row = workspace.search("support-intent-en-nano").rows[0]
    page = workspace.card(row)
    for name in (row.ref, row.repo, f"embedded:{row.repo}", f"{row.repo}@{row.commit}", page):
        assert workspace.card(name).ref == page.ref


@pytest.mark.parametrize("name", ["demo/never", "embedded:demo/never", f"{NANO}@{'0' * 40}"])
def test_a_model_that_is_not_there_is_named(workspace, name):
    with pytest.raises(NotFound) as caught:
        workspace.card(name)
    assert name.partition("@")[0].removeprefix("embedded:") in str(caught.value)
    assert caught.value.hint


def test_misuse_is_a_value_error_that_names_what_there_is(workspace):
    with pytest.raises(ValueError, match="license_class"):
        workspace.search(licence="mit")
    with pytest.raises(ValueError, match="range"):
        workspace.search(parameters="5M")
    with pytest.raises(ValueError, match="repository id"):
        workspace.card("embedded:../../etc/passwd")
    with pytest.raises(NotFound, match="no hub"):
        workspace.card("elsewhere:a/b")


def test_published_scores_are_named_as_in_the_text_or_with_bounds(workspace):
    def query(scores, text=""):
        how = {"sort": "downloads", "limit": 1, "offset": 0}
        return workspace.finder.query(text, {}, {}, scores, **how).scores

    bounded = {"glue/accuracy": (0.8, None)}
    assert query("glue/accuracy:>=0.8") == query(bounded) == bounded
    assert query(['"my set"/f1', "glue/accuracy:>=0.8"]) == {'"my set"/f1': (None, None)} | bounded
    assert query("glue/f1:<1", "score:glue/accuracy:>=0.8") == {"glue/f1": (None, 1.0)} | bounded
    assert workspace.search(scores="glue/never:>0.8").total == workspace.search().total
    for wrong in ("glue", "glue/accuracy task:x", "glue/accuracy word", {"glue/f1": "0.8"}):
        with pytest.raises(ValueError, match=r"score|range"):
            workspace.search(scores=wrong)


def test_rows_of_two_hubs_say_where_they_come_from(both, other):
    name = both.hubs.names[1]
    hits = both.search()
    assert hits.total == SHIPPED + other.rows
    assert {item.value: item.count for item in hits.facets["hub"]} == {
        "embedded": SHIPPED,
        name: other.rows,
    }
    twins = both.search("support-intent-en-nano").rows
    assert {row.hub for row in twins} == {"embedded", name}
    assert len({row.commit for row in twins}) == 2
    assert both.search(hub=name).total == other.rows
    assert both.search(exclude={"hub": name}).total == SHIPPED
    assert both.card(NANO).ref.hub == "embedded"  # the first hub that lists it


def test_one_id_on_two_hubs_never_shares_a_folder(both):
    name = both.hubs.names[1]
    pages = [both.card(f"{hub}:{NANO}") for hub in ("embedded", name)]
    folders = [both.runner.folder(page) for page in pages]
    models = both.settings.home / "models"
    assert folders[0].is_relative_to(models / "embedded")
    assert folders[1].is_relative_to(models / name)
    cards = [(folder / "README.md").read_text("utf-8") for folder in folders]
    assert "Of the other hub" not in cards[0]
    assert "Of the other hub" in cards[1]


def test_hubs_at_two_addresses_have_two_names(settings, tmp_path):
    addresses = [
        "http://127.0.0.1:8001",
        "http://127.0.0.1:8002",
        "http://hub.example.org",
        "https://hub.example.org",
        "https://hub.example.org/a",
        "https://hub.example.org/b",
        "https://hub.example.org:444",
        "http://[::1]:8001",
        "https://embedded",
        "https://huggingface",
        f"https://{'a' * 60}.org",
        "https://huggingface.co/",
    ]
    names = []
    for address in addresses:
        opened = Workspace.open(tmp_path, settings=with_hub(settings, tmp_path / "home", address))
        names.append(opened.hubs.names[1])
        opened.close()
    assert len(set(names)) == len(addresses)
    assert not {"embedded", "huggingface"} & set(names[:-1])
    assert names[-1] == "huggingface"
    assert names[3] == "hub.example.org"
    # A name stands in references, in the lock file and as a folder.
    assert all(str(ModelRef.parse(f"{name}:a/b")) == f"{name}:a/b" for name in names)
    assert not any(set(name) & set(":/@") for name in names)


def test_a_hub_that_went_away_keeps_its_rows_and_says_so(both, other):
    name = both.hubs.names[1]
    read = both.card(f"{name}:{NO_WEIGHTS}")
    other.stop()
    assert both.search(hub=name).total == other.rows
    assert both.card(read.ref) == read  # what was read stays readable
    with pytest.raises(HubUnreachable):
        both.card(f"{name}:{NANO}")
    with pytest.raises(HubUnreachable):
        both.finder.sync_remote(name)
    assert both.search(hub=name).total == other.rows
    assert name in both.hubs.problems
    assert both.run(f"embedded:{NANO}", "Where is my order?").output["scores"]
    other.start()
    assert both.finder.sync_remote(name) == other.rows
    assert both.hubs.problems == {}
    assert both.card(f"{name}:{NANO}").ref.hub == name


def test_a_listing_job_of_a_hub_that_is_away_fails_with_its_reason(both, other):
    job = both.sync()
    assert job is not None
    name = both.hubs.names[1]
    assert job.wait(60) == {name: other.rows}
    other.stop()
    job = both.sync()
    with pytest.raises(Exception, match=r"127\.0\.0\.1"):
        job.wait(60)
    assert both.search(hub=name).total == other.rows


def test_what_is_not_asked_is_not_counted(both, workspace, other):
    assert both.search().total == SHIPPED + other.rows
    hits = workspace.search()
    assert hits.total == SHIPPED
    assert {item.value for item in hits.facets["hub"]} == {"embedded"}


@pytest.fixture(scope="module")
def own_home(shared_settings, tmp_path_factory):
    """Settings of a home whose catalog these tests may damage."""
    home = tmp_path_factory.mktemp("damaged") / "home"
    yield with_hub(shared_settings, home, "embedded")
    services.stop(home, "embedded")


@pytest.fixture
def listed(own_home, tmp_path):
    """Those settings, and the live snapshot's folder."""
    workspace = Workspace.open(tmp_path, settings=own_home)
    assert workspace.search().total == SHIPPED
    workspace.close()
    (snapshot,) = (own_home.home / "catalog").glob("snapshot-*")
    return own_home, snapshot


@pytest.mark.parametrize("name", ["arrays.bin", "manifest.json", "../CURRENT"])
def test_a_cut_catalog_is_listed_again(listed, name, tmp_path):
    settings, snapshot = listed
    path = snapshot / name
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    workspace = Workspace.open(tmp_path, settings=settings)
    assert workspace.search().total == SHIPPED
    workspace.finder.catalog.verify()
    workspace.close()


def test_a_damaged_catalog_is_repaired_by_sync(listed, tmp_path):
    settings, snapshot = listed
    path = snapshot / "arrays.bin"
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 4] + bytes([255]) * (len(whole) - len(whole) // 4))
    workspace = Workspace.open(tmp_path, settings=settings)
    workspace.sync()
    assert workspace.search().total == SHIPPED
    workspace.finder.catalog.verify()
    workspace.close()


def test_a_machine_in_words_comes_with_its_reserve(workspace):
    finder = workspace.finder
    assert finder.view_for(" ") == finder.view
    small = finder.view_for("16 GB, keep 10 GB free").fit_limits
    assert small < finder.view_for("16 GB").fit_limits
    assert finder.view_for("16 GB, keep 900 GB free").fit_limits == (0, 0, 0)


def test_a_token_given_later_is_used_without_a_restart(both, other):
    (name,) = both.hubs.names[1:]
    both.hubs.credentials.set(other.url, "hf_first")
    other.wanted = "hf_second"
    with pytest.raises(AccessDenied):
        both.card(f"{name}:{NANO}")
    both.hubs.credentials.set(other.url, "hf_second")
    assert both.card(f"{name}:{NANO}").ref.repo == NANO
    assert set(other.tokens) == {"Bearer hf_first", "Bearer hf_second"}
    both.hubs.credentials.remove(other.url)
    other.wanted = ""
    other.tokens.clear()
    assert both.hubs.get(name).is_up()
