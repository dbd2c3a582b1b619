"""The command line as a user meets it: real processes, real models, a home of their own."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from hubexplorer import __version__, demo, services
from tests.hubs import bad_server
from tests.shipped import SHIPPED

NANO, MINI = "demo/support-intent-en-nano", "demo/support-intent-multi-mini"
AUDIT = Path(__file__).parent / "browser" / "audit"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    yield home
    for name in ("model-host", "embedded"):
        services.stop(home, name)


@pytest.fixture
def environment(home):
    kept = {name: value for name, value in os.environ.items() if "HUBEXPLORER" not in name}
    return {**kept, "HUBEXPLORER_HOME": str(home), "HUBEXPLORER_HUB": "embedded"}


@pytest.fixture
def hubexplorer(environment, tmp_path):
    """Runs one command in a fresh project folder; its status, output and talk."""

    def run(*words: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "hubexplorer", *map(str, words)],
            cwd=tmp_path,
            env={**environment, **more},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return run


def objects(done):
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_version_and_help(hubexplorer):
    assert hubexplorer("--version").stdout == f"{__version__}\n"
    told = hubexplorer("--help").stdout
    verbs = ("app", "lab", "search", "card", "run", "pin", "verify", "hub")
    assert [verb for verb in verbs if not re.search(rf"^ +{verb}\b", told, re.MULTILINE)] == []


def test_search_puts_models_on_stdout_and_the_count_on_stderr(hubexplorer):
    done = hubexplorer("search", "support", "license_class:commercial", "--sort", "name")
    assert done.returncode == 0
    assert [line.split("\t")[0] for line in done.stdout.splitlines()] == [
        f"embedded:{NANO}",
        f"embedded:{MINI}",
        "embedded:demo/support-intent-multi-sure",
    ]
    assert done.stderr == f"3 of {SHIPPED} models\n"


def test_a_misspelt_value_and_filter_are_told_with_the_nearest(hubexplorer):
    done = hubexplorer("search", "task:text-classifcation")
    assert "did you mean text-classification?" in done.stderr
    done = hubexplorer("search", "licens:mit")
    assert done.returncode == 2
    assert "did you mean license?" in done.stderr


def test_a_saved_search_is_opened_by_its_name_and_nothing_else(hubexplorer):
    first = hubexplorer("search", "support", "--sort", "name", "--save", "mine")
    assert first.returncode == 0, first.stderr
    again = hubexplorer("search", "--saved", "mine")
    assert again.stdout == first.stdout
    assert re.fullmatch(
        rf"5 of {SHIPPED} models\n0 new or changed since [0-9-]{{10}}\n", again.stderr
    )
    assert hubexplorer("search", "--saved", "yours").returncode == 2
    assert hubexplorer("search", "other", "--saved", "mine").returncode == 2


def test_search_in_a_collection_and_for_another_machine(hubexplorer):
    starter = ("search", "--collection", "Starter")
    assert (
        hubexplorer(*starter, "fit:fits", "--machine", "8 GB GPU").stderr
        == f"{SHIPPED} of {SHIPPED} models\n"
    )
    assert (
        hubexplorer(*starter, "fit:fits", "--machine", "0.01 MB GPU").stderr
        == f"0 of {SHIPPED} models\n"
    )
    refused = hubexplorer("search", "--machine", "a big one")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "8 GB GPU" in refused.stderr


def test_derived_models_fold_under_their_base(hubexplorer):
    done = hubexplorer("search", "--fold")
    assert done.stderr.splitlines()[0] == f"{SHIPPED} of {SHIPPED} models"
    assert len(done.stdout.splitlines()) == SHIPPED - 2
    (base,) = [line for line in done.stdout.splitlines() if MINI in line]
    assert base.endswith("\t2 finetune")
    (told,) = objects(hubexplorer("search", "--fold", "--json", "support-intent-multi-mini"))
    assert told["parameters_source"] == "stated"
    below = hubexplorer("search", f"base_model:{MINI}")
    assert below.stderr == f"2 of {SHIPPED} models\n"


def test_published_scores_are_filtered_and_sorted_by(hubexplorer):
    score = "score:demo/support-intents/all"
    rows = objects(hubexplorer("search", "--json", "--sort", "score", f"{score}:>0.5"))
    wanted = ("demo/support-intents", "all")
    values = [
        [item["value"] for item in row["scores"] if (item["dataset"], item["metric"]) == wanted]
        for row in rows
    ]
    scored = [value for found in values for value in found]
    assert len(scored) >= 3
    assert scored == sorted(scored, reverse=True)
    assert min(scored) > 0.5
    assert values[: len(scored)] == [[value] for value in scored], "the silent come last"
    assert len(rows) > len(scored)
    refused = hubexplorer("search", "--sort", "score")
    assert refused.returncode == 2
    assert "score:DATASET/METRIC" in refused.stderr


def test_search_as_json_is_an_object_a_line(hubexplorer):
    rows = objects(hubexplorer("search", "--json", "--limit", "3", "task:text-classification"))
    assert len(rows) == 3
    assert all(re.fullmatch(r"[0-9a-f]{40}", row["commit"]) for row in rows)


def test_a_reader_that_leaves_early_is_no_error(environment):
    command = f"{sys.executable} -m hubexplorer search; echo $? >&2"
    done = subprocess.run(
        ["sh", "-c", f"({command}) | true"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "Traceback" not in done.stderr
    assert done.stderr.endswith("\n0\n")


def test_card_lists_what_it_leaves_out_gravest_first(hubexplorer):
    lines = hubexplorer("card", "demo/support-intent-multi-small").stdout.splitlines()
    assert lines[1] == "grave\tLicense: not stated."
    (told,) = objects(hubexplorer("card", "--json", "demo/support-intent-multi-small"))
    assert told["license_class"] == "unknown"
    assert told["findings"][0]["kind"] == "license"
    assert told["files"]["model.safetensors"] > 1e6
    assert 0 < told["completeness"] < 1
    assert {"hub", "text"} >= {source["where"] for source in told["license_sources"]}


def test_card_since_a_tag_says_what_changed(hubexplorer):
    model = "demo/support-intent-en-nano"
    lines = hubexplorer("card", model, "--since", "v1.0").stdout.splitlines()
    assert lines[0].startswith(f"embedded:{model}@")
    assert any(line.startswith("changed\tREADME.md") for line in lines)
    (told,) = objects(hubexplorer("card", model, "--since", "v1.0", "--json"))
    assert told["files"]["README.md"] == "changed"
    refused = hubexplorer("card", model, "--since", "v9")
    assert refused.returncode == 1
    assert "no commit or tag 'v9'" in refused.stderr


def test_run_compares_two_models_on_a_sentence(hubexplorer):
    done = hubexplorer("run", NANO, "--also", MINI, "Wo bleibt mein Paket?")
    assert done.returncode == 0
    told = [line.split("\t")[:2] for line in done.stdout.splitlines()]
    assert [name for name, _best in told] == [NANO, MINI]
    assert [best.split()[0] for _name, best in told] == ["complaint", "delivery"]
    assert done.stderr.count(" ms  cpu float32\n") == 2


def test_run_takes_several_sentences_and_speaks_json(hubexplorer):
    plain = hubexplorer("run", MINI, "Where is my parcel?", "I forgot my password")
    assert [line.split("\t")[1].split()[0] for line in plain.stdout.splitlines()] == [
        "delivery",
        "password",
    ]
    (told,) = objects(hubexplorer("run", "--json", MINI, "Where is my parcel?"))
    assert told["error"] is None
    assert told["output"]["scores"][0]["label"] == "delivery"


def test_run_reads_an_image_file(hubexplorer, tmp_path):
    picture = demo.samples("image-classification")[0]
    (told,) = objects(hubexplorer("run", "--json", "demo/handwritten-digits-vit", picture))
    assert told["output"]["scores"][0]["label"] == "3"
    gone = hubexplorer("run", "demo/handwritten-digits-vit", "gone.png")
    assert gone.returncode == 1
    assert "gone.png" in gone.stderr


def test_one_model_that_cannot_run_fails_the_command_and_leaves_the_other_answer(hubexplorer):
    done = hubexplorer("run", MINI, "--also", "demo/handwritten-digits-vit", "Where is my parcel?")
    assert done.returncode == 1
    assert done.stdout.startswith(f"{MINI}\tdelivery")
    assert "error: image-classification needs an image\nhint: " in done.stderr


def test_pin_makes_its_folder_and_says_which_findings_are_open(hubexplorer, tmp_path):
    done = hubexplorer("pin", "demo/support-intent-multi-small", "--folder", "new/project")
    assert done.returncode == 0
    assert "grave: License: not stated." in done.stderr
    assert "hint: --seen" in done.stderr
    lock = tmp_path / "new" / "project" / "hubexplorer.lock"
    assert "License" not in done.stdout
    assert done.stdout.strip().rpartition("@")[2] in lock.read_text("utf-8")


def test_verify_holds_and_names_what_was_tampered_with(hubexplorer, home):
    pinned = objects(hubexplorer("pin", "--json", "--seen", MINI))[0]
    assert hubexplorer("verify").stdout == f"ok\t{MINI}@{pinned['commit'][:7]}\n"

    (weights,) = (home / "models" / "embedded").rglob(f"*{pinned['commit']}/model.safetensors")
    held = weights.read_bytes()
    weights.resolve().write_bytes(held[:-1] + bytes([held[-1] ^ 1]))
    try:
        done = hubexplorer("verify")
        assert done.returncode == 1
        assert done.stdout == f"DIFFERS\t{MINI}@{pinned['commit'][:7]}\n"
        assert "model.safetensors" in done.stderr
        as_json = hubexplorer("verify", "--json")
        assert as_json.returncode == 1
        assert json.loads(as_json.stdout)["ok"] is False
    finally:
        weights.resolve().write_bytes(held)
    assert hubexplorer("verify").returncode == 0


def test_nothing_pinned_is_not_taken_for_all_well(hubexplorer):
    done = hubexplorer("verify")
    assert done.returncode == 1
    assert "there is no hubexplorer.lock" in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("card", "demo/nope"),
        ("card", "embedded:demo/nope"),
        ("card", "elsewhere:demo/nope"),
        ("run", "demo/nope", "hello"),
        ("run", NANO, ""),
        ("pin", "demo/nope"),
    ],
)
def test_an_error_says_what_and_what_to_do_and_exits_with_1(hubexplorer, words):
    done = hubexplorer(*words)
    assert done.returncode == 1
    assert re.search(r"^error: .+\nhint: .+\n\Z", done.stderr, re.MULTILINE), done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("serch",),
        ("search", "--limit", "many"),
        ("search", "lingo:de"),
        ("search", "--sort", "beauty"),
        ("pin", f"{NANO}@main"),
    ],
)
def test_misuse_exits_with_2(hubexplorer, words):
    done = hubexplorer(*words)
    assert done.returncode == 2
    assert "error: " in done.stderr
    assert "Traceback" not in done.stderr


def test_a_setting_that_cannot_be_used_is_named(hubexplorer):
    done = hubexplorer("search", HUBEXPLORER_BUDGET="lots")
    assert done.returncode == 1
    assert "HUBEXPLORER_BUDGET" in done.stderr


def test_a_hub_that_does_not_answer_is_told_and_the_rest_works(hubexplorer):
    silent = {"HUBEXPLORER_HUB": "http://127.0.0.1:1"}
    done = hubexplorer("sync", **silent)
    assert done.returncode == 1
    assert re.search(r"^error: .*127\.0\.0\.1.*\nhint: ", done.stderr, re.MULTILINE), done.stderr
    assert hubexplorer("search", **silent).stderr == f"{SHIPPED} of {SHIPPED} models\n"


def test_sync_lists_the_hubs_that_are_named_and_refuses_what_is_no_number(hubexplorer):
    done = hubexplorer("sync", "--hub", "embedded")
    assert (done.returncode, done.stdout) == (0, f"{SHIPPED} models\n"), done.stderr
    done = hubexplorer("sync", "--hub", "elsewhere")
    assert done.returncode == 1
    assert "no hub named 'elsewhere'" in done.stderr
    for number in ("0", "-3", "many"):
        assert hubexplorer("sync", "--limit", number).returncode == 2
    assert hubexplorer("sync", "--from", "x.parquet", "--full").returncode == 2
    done = hubexplorer("sync", "--from", "x.parquet")
    assert (done.returncode, done.stderr) == (1, "error: there is no file x.parquet\n")


def test_offline_no_process_connects_beyond_loopback(hubexplorer, tmp_path):
    """The hub named here is an address for documentation: nobody answers, but the try is seen."""
    log = tmp_path / "connections.log"
    watched = {
        "HUBEXPLORER_HOME": str(tmp_path / "home"),  # its services must be watched as well
        "HUBEXPLORER_HUB": "http://192.0.2.1",
        "HUBEXPLORER_TEST_AUDIT": str(log),
        "PYTHONPATH": str(AUDIT),
    }
    try:
        offline = {**watched, "HUBEXPLORER_OFFLINE": "1"}
        assert hubexplorer("search", **offline).returncode == 0
        assert hubexplorer("run", NANO, "hello", **offline).returncode == 0
        assert hubexplorer("sync", **offline).returncode == 1
        assert not log.exists()
        code = (
            "import socket; s = socket.socket(); s.settimeout(0.1); s.connect_ex(('192.0.2.1', 9))"
        )
        subprocess.run([sys.executable, "-c", code], env=watched, timeout=20, check=True)
        assert "192.0.2.1" in log.read_text("utf-8")
    finally:
        for name in ("model-host", "embedded"):
            services.stop(tmp_path / "home", name)


def test_hub_serve_prints_its_address_until_interrupted(environment, tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-m", "hubexplorer", "hub", "serve"],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        address = process.stdout.readline().strip()
        with urllib.request.urlopen(f"{address}/api/models", timeout=10) as answer:
            assert len(json.load(answer)) == SHIPPED
        process.send_signal(signal.SIGINT)
        _output, talk = process.communicate(timeout=10)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == 0
    assert "Traceback" not in talk


def test_a_live_search_marks_what_the_hub_has_besides(hubexplorer, tmp_path):
    def behavior(connection, request):
        rows = [{"id": "team/support-bot"}] if "search=support" in request.path else []
        bad_server.answer(connection, rows)

    with bad_server.serving(behavior) as server:
        own = {"HUBEXPLORER_HUB": server.url, "HUBEXPLORER_HOME": str(tmp_path / "home")}
        done = hubexplorer("search", "support", "--live", "--json", **own)
        services.stop(tmp_path / "home", "embedded")
    rows = objects(done)
    assert [row["repo"] for row in rows if row.get("live")] == ["team/support-bot"]
    assert done.stderr.endswith("1 more asked of their hubs\n")
    silent = {"HUBEXPLORER_HUB": "http://127.0.0.1:9"}
    done = hubexplorer("search", "support", "--live", **silent)
    assert done.returncode == 0
    assert "error: " in done.stderr


def test_all_rows_of_a_search(hubexplorer):
    assert len(objects(hubexplorer("search", "--json", "--limit", "all"))) == SHIPPED
    assert hubexplorer("search", "--limit", "all", "--saved", "mine").returncode == 2
    assert hubexplorer("search", "--limit", "all", "--live").returncode == 2
