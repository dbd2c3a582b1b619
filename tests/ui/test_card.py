from __future__ import annotations

import pytest

import hubexplorer as hx
from hubexplorer.errors import NotFound

NANO = "demo/support-intent-en-nano"
SILENT = "demo/support-intent-multi-small"


@pytest.fixture
def card(workspace, front):
    return front(hx.CardViewer(workspace, NANO))


def test_a_page_says_what_the_card_leaves_out(card, workspace, front):
    silent = front(hx.CardViewer(workspace, SILENT))
    data = silent.data("load", key=silent.screen.model)
    grave = {item["kind"] for item in data["findings"] if item["gravity"] == "grave"}
    assert "license" in grave
    assert data["license_class"] == "unknown"
    kinds = {item["kind"]: item for item in data["findings"]}
    assert kinds["limitations"]["gravity"] in ("grave", "warning")
    assert "not stated" in kinds["limitations"]["title"].lower()


def test_a_page_says_which_parts_of_the_card_are_there(card):
    found = card.data("load", key=card.screen.model)["completeness"]
    said = {part["kind"]: part["said"] for part in found["parts"]}
    assert said["license"] == "stated"
    assert said["evaluation_data"] == "stated"
    assert 0 < found["score"] <= 1


def test_a_page_says_what_each_place_says_of_the_license(card):
    data = card.data("load", key=card.screen.model)
    sources = {source["where"]: source for source in data["license_sources"]}
    assert sources["hub"]["says"] == data["license_id"]
    assert sources["hub"]["category"] == "Permissive"
    assert sources["metadata"]["line"] > 1


def test_a_page_carries_its_commit_and_history(card):
    data = card.data("load", key=card.screen.model)
    assert len(data["key"]["commit"]) == 40
    assert len(data["commits"]) >= 3
    assert any("v1.0" in entry["tags"] for entry in data["commits"])
    assert data["results"]
    assert data["can_run"] == ""
    assert data["can_tune"]
    assert data["key"]["commit"] in data["snippet"]
    compile(data["snippet"], "snippet", "exec")


def test_files_say_why_they_are_needed_and_are_fetched_from_their_tab(card, workspace):
    page = card.data("load", key=card.screen.model)
    data = card.data("files", key=page["key"])
    files = {one["path"]: one for one in data["files"]}
    assert files["model.safetensors"]["why"] == "the weights"
    assert files["model.safetensors"]["kind"] == "safetensors"
    assert files["model.safetensors"]["refusal"] == ""
    assert data["total_bytes"] == sum(one["size_bytes"] for one in files.values() if one["why"])
    assert data["left_bytes"] == data["free_bytes"] - data["missing_bytes"]
    assert not data["is_scanned"]
    card.data("download", key=page["key"])
    card.wait(
        lambda content: (
            content.get("event") == "downloads"
            and all(one["status"] == "done" for one in content["data"]["downloads"])
        )
    )
    after = card.data("files", key=page["key"])
    assert (after["missing_bytes"], after["download"]) == (0, None)


def test_a_file_that_needs_no_allow_is_refused_one_by_name(card):
    key = card.data("load", key=card.screen.model)["key"]
    refused = card.data("scan", key=key, path="config.json")["refused"]
    assert refused["message"] == "config.json needs no exception"
    reply = card.ask("allow", key=key, path="absent.bin", on=True, seen=[])
    assert "absent.bin" in reply["error"]["message"]


def test_what_changed_between_two_commits(card):
    page = card.data("load", key=card.screen.model)
    newest, oldest = page["commits"][0]["commit"], page["commits"][-1]["commit"]
    found = card.data("difference", key=page["key"], old=oldest, new=newest)
    assert any(line["change"] == "added" for line in found["lines"])
    assert found["files"]
    same = card.data("difference", key=page["key"], old=newest, new=newest)
    assert not same["lines"]
    reply = card.ask("difference", key=page["key"], old="nowhere", new=newest)
    assert "nowhere" in reply["error"]["message"]


def test_the_card_comes_as_a_document_without_script(card):
    data = card.data("card", key=card.screen.model, images=False)
    assert "Content-Security-Policy" in data["srcdoc"]
    assert "<script" not in data["srcdoc"].lower()
    assert [item["text"] for item in data["toc"]]


def test_pinning_records_what_was_seen(card, workspace):
    page = card.data("load", key=card.screen.model)
    seen = [item["kind"] for item in page["findings"] if item["gravity"] in ("grave", "warning")]
    card.data("pin", key=page["key"], seen=seen)
    (pin,) = workspace.lock.pins
    assert sorted(pin.findings_seen) == sorted(seen)
    assert pin.commit == page["key"]["commit"]
    again = card.data("load", key=page["key"])
    assert again["pinned_commit"] == pin.commit
    assert all(item["seen"] for item in again["findings"] if item["kind"] in seen)


def test_trying_marks_and_turns_to_compare(card):
    page = card.data("load", key=card.screen.model)
    card.data("try", key=page["key"])
    assert card.screen.desk.tab == "compare"
    assert [ref.repo for ref in card.screen.desk.marked] == [NANO]


def test_rejecting_keeps_the_reason_and_clears_the_mark(card, workspace):
    page = card.data("load", key=card.screen.model)
    card.data("mark", key=page["key"], on=True)
    card.data("reject", key=page["key"], reason="English only")
    assert card.screen.desk.marked == ()
    assert list(workspace.shortlist.rejected.values()) == ["English only"]


def test_a_model_that_is_not_there_is_an_error_with_a_name(card):
    reply = card.ask("load", key={"hub": "embedded", "repo": "demo/none", "commit": None})
    assert not reply["ok"]
    assert "demo/none" in reply["error"]["message"]


def test_an_unknown_hub_names_the_known_ones(card):
    reply = card.ask("load", key={"hub": "nowhere", "repo": "demo/none", "commit": None})
    assert "embedded" in reply["error"]["hint"]


def test_an_id_that_nobody_lists_is_named(workspace):
    with pytest.raises(NotFound, match="demo/none"):
        hx.CardViewer(workspace, "demo/none")


def test_it_reads_without_a_widget_manager(card):
    data, _metadata = card.screen._repr_mimebundle_()
    assert "License" in data["text/html"]
    assert "<iframe" not in data["text/html"]
