"""What changed in a model between two commits, on the command line."""

from __future__ import annotations

from hubexplorer.commands.talk import put, put_json
from hubexplorer.workspace.read.differences import Change, PageDifference


def put_difference(found: PageDifference, as_json: bool) -> None:
    """Print a difference: license, findings, files, then the card as a diff reads."""
    if as_json:
        put_json(
            {
                "old": str(found.old),
                "new": str(found.new),
                "license_class": [found.old_class, found.new_class],
                "license": [
                    {"where": one.where, "name": one.name, "old": one.old, "new": one.new}
                    for one in found.licenses
                ],
                "findings_new": [one.title for one in found.appeared],
                "findings_gone": [one.title for one in found.gone],
                "files": {one.path: one.change for one in found.files},
                "card": [str(one) for one in found.lines if one.change is not Change.SKIPPED],
            }
        )
        return
    put(f"{found.old} -> {found.new}")
    for change in found.licenses:
        place = change.name or change.where
        put(f"license\t{place}: {change.old or 'not stated'} -> {change.new or 'not stated'}")
    for finding in found.appeared:
        put(f"new\t{finding.gravity}: {finding.title}")
    for finding in found.gone:
        put(f"gone\t{finding.gravity}: {finding.title}")
    for file in found.files:
        put(f"{file.change}\t{file.path}")
    for line in found.lines:
        put(str(line))
    if found.is_same:
        put("nothing differs")
