"""The stock client lists, filters, sorts and pages through the hub."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from huggingface_hub import HfApi
from huggingface_hub.errors import HfHubHTTPError
from huggingface_hub.utils._http import get_session
from huggingface_hub.utils._pagination import paginate

from hubexplorer.hubserver.store import HubStore

BULK = [f"bulk/model-{n:02}" for n in range(12)]
NANO = "demo/intent-nano"
LISTED = {*BULK, NANO, "acme/gated", "acme/new-name"}


@pytest.fixture
def api(hub: Any) -> HfApi:
    return HfApi(endpoint=hub.url, token=False)


def ids(api: HfApi, **options: Any) -> list[str]:
    return [model.id for model in api.list_models(**options)]


def test_lists_what_may_be_seen_and_has_a_commit(api: HfApi) -> None:
    assert set(ids(api)) == LISTED


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"search": "INTENT nano"}, {NANO}),
        ({"search": "intent 03"}, set()),
        ({"author": "demo"}, {NANO}),
        ({"author": "dem"}, set()),
        ({"pipeline_tag": "text-classification"}, {NANO}),
        ({"filter": "license:mit"}, set(BULK)),
        ({"filter": ["transformers", "no"]}, {NANO}),
        ({"filter": ["transformers", "license:mit"]}, set()),
        ({"filter": "base_model:finetune:acme/base"}, {NANO}),
        ({"filter": "arxiv:1810.04805"}, {NANO}),
        ({"filter": "region:local", "author": "acme"}, {"acme/gated", "acme/new-name"}),
        ({"trained_dataset": "acme/tickets"}, {NANO}),
        ({"gated": True}, {"acme/gated"}),
        ({"gated": False, "author": "acme"}, {"acme/new-name"}),
        ({"num_parameters": "min:48,max:48"}, {NANO}),
        ({"num_parameters": "min:0.049K"}, set()),
        ({"num_parameters": "max:1B"}, {NANO}),
        ({"inference": "warm"}, set()),
        ({"inference_provider": "all"}, set()),
    ],
)
def test_filters(api: HfApi, options: dict[str, Any], expected: set[str]) -> None:
    assert set(ids(api, **options)) == expected


def test_sorts_descending_with_ties_by_id(api: HfApi) -> None:
    by_likes = ids(api, sort="likes", author="bulk", limit=4)
    assert by_likes == ["bulk/model-10", "bulk/model-11", "bulk/model-08", "bulk/model-09"]
    assert ids(api, sort="created_at", author="bulk", limit=2) == BULK[:-3:-1]
    assert ids(api, sort="downloads")[0] == NANO
    assert ids(api, sort="last_modified", author="bulk") == BULK[::-1]


def test_pages_hold_every_model_once_though_one_joins_meanwhile(tmp_path: Path, serve: Any) -> None:
    with HubStore(tmp_path) as store:
        for n in range(0, 20, 2):
            store.create(f"a/m{n:02}", created_s=n)
            store.commit(f"a/m{n:02}", {"README.md": b"x"}, title="Add", date_s=n)
        url = serve(store).url
        pages = iter(paginate(f"{url}/api/models", {"limit": 3, "sort": "createdAt"}, {}))
        seen = [next(pages)["id"]]
        store.create("a/m19", created_s=19)
        store.commit("a/m19", {"README.md": b"x"}, title="Add", date_s=19)
        seen += [model["id"] for model in pages]
    assert seen == [f"a/m{n:02}" for n in range(18, -1, -2)]


def test_fields_by_request(api: HfApi, nano: Any) -> None:
    plain = next(iter(api.list_models(author="demo")))
    assert plain.card_data is None
    assert plain.sha is None
    full = next(iter(api.list_models(author="demo", full=True, cardData=True, fetch_config=True)))
    assert full.sha == nano.card
    assert full.card_data is not None
    assert full.card_data.license == "apache-2.0"
    assert full.config == {"architectures": ["BertForSequenceClassification"], "model_type": "bert"}
    assert {s.rfilename for s in full.siblings or []} >= {"README.md", "model.safetensors"}
    chosen = next(
        iter(api.list_models(author="demo", expand=["safetensors", "baseModels", "gguf"]))
    )
    assert chosen.safetensors is not None
    assert chosen.safetensors.parameters == {"F32": 40, "F16": 8}
    assert chosen.safetensors.total == 48
    assert chosen.tags is None


def test_tags_are_those_of_the_real_hub(api: HfApi) -> None:
    (model,) = api.list_models(author="demo")
    assert model.tags == [
        "transformers",
        "safetensors",
        "bert",
        "text-classification",
        "support",
        "en",
        "no",
        "dataset:acme/tickets",
        "arxiv:1810.04805",
        "base_model:acme/base",
        "base_model:finetune:acme/base",
        "license:apache-2.0",
        "region:local",
    ]


def test_tags_by_type(api: HfApi) -> None:
    tags = api.get_model_tags()
    assert {"id": "license:mit", "label": "mit", "type": "license"} in tags["license"]
    assert {tag["id"] for tag in tags["language"]} == {"en", "no"}
    assert [tag["id"] for tag in tags["library"]] == ["transformers"]
    assert {tag["id"] for tag in tags["pipeline_tag"]} == {"text-classification", "fill-mask"}


def test_facts_are_computed_once(tmp_path: Path, serve: Any, fill: Any) -> None:
    with HubStore(tmp_path) as store:
        fill(store)
        before = ids(HfApi(endpoint=serve(store).url, token=False), expand=["tags", "safetensors"])
    for objects in tmp_path.glob("repos/*.git/objects"):
        shutil.rmtree(objects)
    with HubStore(tmp_path) as store:
        after = ids(HfApi(endpoint=serve(store).url, token=False), expand=["tags", "safetensors"])
    assert before == after == [NANO]


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=x",
        "limit=-1",
        "limit=%C2%B2",
        "sort=name",
        "expand=secrets",
        "expand[]=tags&expand[]=nope",
        "num_parameters=6B",
        "num_parameters=min:1e999",
        "cursor=x",
        "cursor=W10=",
        "cursor=WyIxIiwgImEiXQ==",
        "cursor=" + "A" * 5000,
        "&".join(f"filter={n}" for n in range(400)),
        "search=%FF",
    ],
)
def test_bad_parameters_are_named(hub: Any, query: str) -> None:
    answer = get_session().get(f"{hub.url}/api/models?{query}")
    assert answer.status_code == 400
    assert answer.json()["error"]
    assert answer.headers["x-error-message"]


def test_the_client_shows_the_message(api: HfApi) -> None:
    with pytest.raises(HfHubHTTPError, match="num_parameters"):
        ids(api, num_parameters="many")
