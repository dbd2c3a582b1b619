from __future__ import annotations

import pytest

from hubexplorer.errors import AccessDenied, HubUnreachable, UnsafeModel
from hubexplorer.workspace import Workspace
from tests.workspace.other_hub import BROKEN_CARD, NANO, NO_WEIGHTS, with_hub


def test_a_card_with_broken_yaml_is_read_and_says_so(both):
    page = both.card(BROKEN_CARD)
    (finding,) = (item for item in page.findings if item.kind == "front_matter")
    assert finding.is_open
    assert "Its front matter is no YAML" in both.reader.rendered(page.ref, images=False).srcdoc
    assert page.license_class == "unknown"


def test_a_repository_without_safetensors_is_read_but_not_run(both):
    page = both.card(NO_WEIGHTS)
    assert page.ref.commit
    with pytest.raises(UnsafeModel, match="safetensors") as caught:
        both.run(NO_WEIGHTS, "hello")
    assert caught.value.hint
    with pytest.raises(UnsafeModel):
        both.tune(NO_WEIGHTS)
    assert not (both.folder / "tuned").exists()


@pytest.mark.parametrize("address", ["http://127.0.0.1:1", "http://hub.invalid"])
def test_an_unreachable_hub_is_named_and_the_rest_goes_on(settings, shared_home, tmp_path, address):
    opened = Workspace.open(tmp_path, settings=with_hub(settings, shared_home, address))
    name = opened.hubs.names[1]
    with pytest.raises(HubUnreachable) as caught:
        opened.card(f"{name}:{NANO}")
    assert address.partition("//")[2].partition(":")[0] in str(caught.value)
    assert opened.card(NANO).findings
    opened.close()


def test_a_wrong_token_is_told_and_never_shown(both, other):
    name = both.hubs.names[1]
    both.hubs.close()  # a token is looked up when a hub is first asked
    both.hubs.credentials.set(other.url, "hf_wrong_one")
    other.wanted = "hf_right_one"
    try:
        with pytest.raises(AccessDenied, match="token") as caught:
            both.card(f"{name}:{NANO}")
        assert "hf_wrong_one" not in str(caught.value)
        assert set(other.tokens) == {"Bearer hf_wrong_one"}
    finally:
        both.hubs.credentials.remove(other.url)


def test_a_gated_model_opens_with_what_everybody_may_see(both, other):
    tag = {"README.md": b"---\nlicense: llama3.1\n---\n# Secret\n\n## Limitations\n\nMany."}
    other.store.create("other/gated", gated="manual")
    other.store.commit("other/gated", {**tag, "config.json": b"{}"}, title="Add")
    page = both.card(f"{both.hubs.names[1]}:other/gated")
    assert page.model.gated == "manual"
    assert page.card_text == ""
    titles = [finding.title for finding in page.findings]
    assert "Card: shown only to those who were given access." in titles
    assert not any(
        title.startswith(("Limitations", "Languages", "Card: no text")) for title in titles
    )
    assert {entry.path for entry in page.files} >= {"README.md", "config.json"}
    with pytest.raises(AccessDenied) as caught:
        both.runner.folder(page)
    assert f"{other.url}/other/gated" in caught.value.hint


def test_more_readers_than_threads_do_not_wait_for_each_other(both, other):
    other.delay_s = 0.1
    name = both.hubs.names[1]
    refs = [both.finder.ref(f"{name}:{repo}") for repo in (NANO, NO_WEIGHTS, BROKEN_CARD)]
    reading = [both.executor.submit(both.reader.page, refs[n % 3]) for n in range(12)]
    assert [work.result(60).ref.repo for work in reading] == [refs[n % 3].repo for n in range(12)]


def test_a_base_is_judged_by_the_name_of_its_license_and_on_whichever_hub_lists_it(both, other):
    names = {"own": "other/base-here", "far": "demo/support-intent-multi-mini"}
    tagged = b"---\nlicense: other\nlicense_name: qwen-research\n---\n# Base\n"
    other.add(names["own"], {"README.md": tagged})
    for name, base in names.items():
        card = f"---\nlicense: mit\nbase_model: {base}\n---\n# Tuned\n"
        other.add(f"other/tuned-{name}", {"README.md": card.encode()})
    hub = both.hubs.names[1]
    pages = {name: both.card(f"{hub}:other/tuned-{name}") for name in names}
    bases = {name: page.license_sources[-1] for name, page in pages.items()}
    assert bases["own"].says == "other:qwen-research"
    assert "License: looser than its base, other/base-here (other:qwen-research)." in [
        finding.title for finding in pages["own"].findings
    ]
    assert bases["far"].name == f"embedded:{names['far']}"
    assert bases["far"].says == both.card(f"embedded:{names['far']}").model.license_id
