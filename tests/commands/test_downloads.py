"""downloads: planned, fetched, listed and deleted from the command line."""

from __future__ import annotations

import re

from hubexplorer.workspace.pin.pinning import local_folder

DIGITS = "demo/handwritten-digits-vit"


def test_a_model_is_planned_fetched_listed_and_deleted(hubexplorer, objects, workspace):
    ref = workspace.card(DIGITS).ref
    (plan,) = objects(hubexplorer("downloads", "plan", "--json", DIGITS))
    assert {file["path"] for file in plan["files"]} >= {"config.json", "model.safetensors"}
    plain = hubexplorer("downloads", "plan", DIGITS)
    assert "\tmodel.safetensors\tthe weights" in plain.stdout
    assert re.search(r"[0-9.]+ (GB|MB) of the disk stay free", plain.stderr)
    assert not re.search(r"[0-9],[0-9]{3}\.[0-9] MB of the disk", plain.stderr)

    got = hubexplorer("downloads", "get", DIGITS)
    assert got.returncode == 0, got.stderr
    pin = workspace.pin(DIGITS)
    assert got.stdout.strip() == str(local_folder(workspace, pin))

    rows = {row["model"]: row for row in objects(hubexplorer("downloads", "list", "--json"))}
    assert rows[str(ref)]["pinned"]
    assert rows[str(ref)]["bytes"] >= sum(file["bytes"] for file in plan["files"])

    gone = hubexplorer("downloads", "delete", str(ref))
    assert gone.stdout.startswith("deleted\t")
    assert "stays pinned" in gone.stderr
    assert str(ref) not in hubexplorer("downloads", "list").stdout
    again = hubexplorer("downloads", "delete", str(ref))
    assert again.returncode == 1
    assert "downloads list" in again.stderr
    assert hubexplorer("install", DIGITS).returncode == 0


def test_misuse_exits_with_2(hubexplorer):
    assert hubexplorer("downloads").returncode == 2
    assert hubexplorer("downloads", "delete", "no model").returncode == 2
