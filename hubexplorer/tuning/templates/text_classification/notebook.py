# %% [markdown]
# # Fine-tune a text classifier
#
# This notebook trains a copy of one model on your labeled texts, and then shows what that
# changed: the same held-out rows, before and after, with the uncertainty that so many rows
# leave. Run it from top to bottom. Needs `pip install "hubexplorer[tune]"`.

# %% [parameters]
# The model, at exactly one commit, and where its files are on this machine.
HUB = "hub"
REPO = "owner/model"
COMMIT = "0000000000000000000000000000000000000000"
MODEL_FOLDER = "model"

# The data: a CSV file, its column of texts and its column of labels. Without a test file, the
# share HELD_OUT of the rows is kept away from training.
DATA = "train.csv"
TEST_DATA = ""
TEXT = "text"
LABEL = "label"
HELD_OUT = 0.2

# The training, and the folder that its result goes to.
EPOCHS = 3
LEARNING_RATE = 5e-05
BATCH_SIZE = 16
ACCUMULATION = 1
MAX_LENGTH = 256
CHECKPOINT_STEPS = 0
PROCESSES = 1
SEED = 0
OUTPUT = "tuned"

# %% [markdown]
# ## The data
#
# Nothing is started before the data is known to be usable. Rows that repeat a text stay on
# one side of the split: a model is never tested on a text that it was trained on.

# %%
from hubexplorer.tuning import all_families, check_data, read_table

family = all_families()["text_classification"]
columns = {"text": TEXT, "label": LABEL}
table = read_table(DATA)
test = read_table(TEST_DATA) if TEST_DATA else None
check = check_data(family, table, columns, seed=SEED, test=test, held_out=HELD_OUT)
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
print(estimate_run(MODEL_FOLDER, check, epochs=EPOCHS, max_length=MAX_LENGTH))

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
    family="text_classification",
    hub=HUB,
    repo=REPO,
    commit=COMMIT,
    model_folder=MODEL_FOLDER,
    data=DATA,
    test_data=TEST_DATA,
    text=TEXT,
    label=LABEL,
    held_out=HELD_OUT,
    epochs=EPOCHS,
    learning_rate=LEARNING_RATE,
    batch_size=BATCH_SIZE,
    accumulation=ACCUMULATION,
    max_length=MAX_LENGTH,
    checkpoint_steps=CHECKPOINT_STEPS,
    processes=PROCESSES,
    seed=SEED,
    output=OUTPUT,
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
# An interval that spans zero means that this many rows cannot tell the two apart. `macro_f1`
# weighs all labels alike; `accuracy` weighs all rows alike.

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

# %% [markdown]
# ## What next
#
# * Read `README.md` in the output folder: the model card. Where it says "to be written", only
#   you know what belongs there.
# * `answers.json` beside it holds the answer to every held-out row, before and after: look at
#   the rows that got worse.
# * Try it: `transformers.pipeline("text-classification", model=OUTPUT)("your own sentence")`.
