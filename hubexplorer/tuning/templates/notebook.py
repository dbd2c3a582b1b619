# %% [markdown]
# # Fine-tune $title
#
# $story
#
# This notebook trains a copy of one model on your rows, and then shows what that changed: the
# same held-out rows, before and after, with the uncertainty that so many rows leave. Run it from
# top to bottom. Needs `pip install "hubexplorer[tune]"`.

# %% [parameters]
$parameters

# %% [markdown]
# ## The data
#
# Nothing is started before the data is known to be usable. Rows that repeat an input stay
# on one side of the split: a model is never tested on what it was trained on.

# %%
from hubexplorer.tuning import all_families, check_data, read_table

family = all_families()[FAMILY]
table = read_table(DATA)
test = read_table(TEST_DATA) if TEST_DATA else None
check = check_data(family, table, COLUMNS, seed=SEED, test=test, held_out=HELD_OUT)
print(check)

# %% [markdown]
# ## The model, and what training it will take

# %%
from pathlib import Path

import hubexplorer as hx
from hubexplorer.tuning import estimate_run

if not Path(MODEL_FOLDER).is_dir():  # fetched anew, at the same commit, every file's hash checked
    workspace = hx.Workspace.open()
    page = workspace.card(hx.ModelRef(HUB, REPO, COMMIT))
    MODEL_FOLDER = str(workspace.runner.folder(page))
print(estimate_run(MODEL_FOLDER, check, SETTINGS))

# %% [markdown]
# ## The training
#
# `train.py`, beside this notebook, does the work: read it, change it. It runs in a process of
# its own, so that it goes on when this notebook's kernel does not. Running this cell again
# finds the same run, as long as the parameters and `train.py` are the same; one that was stopped
# or killed goes on from its last whole checkpoint.

# %%
from hubexplorer.tuning import launch

job = launch(
    family=FAMILY,
    hub=HUB,
    repo=REPO,
    commit=COMMIT,
    model_folder=MODEL_FOLDER,
    data=DATA,
    test_data=TEST_DATA,
    held_out=HELD_OUT,
    columns=COLUMNS,
    settings=SETTINGS,
    seed=SEED,
    output=OUTPUT,
    track=TRACK,
    script="train.py",
)

# %% [markdown]
# The loss as it falls, on the training rows and on a tenth of them that is only watched.
# Interrupting this cell leaves the run alone; `job.cancel()` ends it.

# %%
import plotly.graph_objects as go
from IPython.display import display

plot = go.FigureWidget(
    [go.Scatter(name="training"), go.Scatter(name="watched")],
    layout={"xaxis_title": "step", "yaxis_title": "loss", "height": 320},
)
display(plot)
curves = {"loss": plot.data[0], "eval": plot.data[1]}


def draw(event):
    if event.kind in curves:
        curve = curves[event.kind]
        curve.x = (*(curve.x or ()), event.data["step"])
        curve.y = (*(curve.y or ()), event.data["loss"])


result = job.wait(on_event=draw)

# %% [markdown]
# ## Before and after
#
# An interval that spans zero means that this many rows cannot tell the two apart. $measures

# %%
print(f"Before: {result['baseline']}. {result['rows']} held-out rows.")
slices = {"all rows": result, **result["languages"]}
for name, part in slices.items():
    for metric in part["before"]:
        print(
            f"{name!a:12} {metric:9} {part['before'][metric]:.3f} -> {part['after'][metric]:.3f}"
            f"   change {part['difference'][metric]:+.3f}"
            f"   95 % interval {part['low'][metric]:+.3f} to {part['high'][metric]:+.3f}"
            f"   ({part['rows']} rows)"
        )
print("\nSaved in", result["folder"])

# %%
from html import escape

metric = next(iter(result["before"]))
change = [part["difference"][metric] for part in slices.values()]
above = [part["high"][metric] - part["difference"][metric] for part in slices.values()]
below = [part["difference"][metric] - part["low"][metric] for part in slices.values()]
go.Figure(
    go.Scatter(
        x=change,
        y=[escape(name) for name in slices],
        error_x={"type": "data", "symmetric": False, "array": above, "arrayminus": below},
        mode="markers",
    ),
    layout={
        "xaxis_title": f"change of {metric}, with its 95 % interval",
        "yaxis": {"autorange": "reversed", "type": "category"},
        "shapes": [{"type": "line", "x0": 0, "x1": 0, "yref": "paper", "y0": 0, "y1": 1}],
        "height": 150 + 40 * len(slices),
    },
)

# %% [markdown]
# ## What next
#
# * Read `README.md` in the output folder: the model card. Where it says "to be written", only
#   you know what belongs there.
# * `answers.json` beside it holds the answer to every held-out row, before and after: look at
#   the rows that got worse.
# * Try it: $trial
# * Keep it, and it is found, compared, measured and pinned like any other model:
#
# ```python
# project = hx.Workspace.open(Path(result["folder"]).parents[2])
# run = Path(result["folder"]).parent.name
# kept, rows = project.runs.keep(run), project.runs.held_out(run)
# print(project.measure([hx.ModelRef(HUB, REPO, COMMIT), kept], rows.path, columns=rows.columns))
# ```
