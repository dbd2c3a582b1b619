"""What the training of every family shares: its events, its processes, its checkpoints.

Plain transformers, yours to edit, like train.py, which imports this.
"""

import fcntl
import hashlib
import json
import os
import shutil
import signal
import sys
from pathlib import Path

import torch
from transformers import TrainerCallback, set_seed

HAS_GPU = torch.cuda.is_available()
RANK = int(os.environ.get("RANK", "0"))
MARKER = "whole.json"


def run(main):
    """Call main(params, emit) as params.json says; only the first process tells what happens."""
    params = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    world = int(os.environ.get("WORLD_SIZE", "1"))
    if world != params["processes"]:
        sys.exit(f"{params['processes']} processes were asked for, and {world} started")
    if params["batch_size"] % (world * params["accumulation"]):
        sys.exit(
            f"a batch of {params['batch_size']} cannot be divided among {world} processes "
            f"in {params['accumulation']} parts each"
        )
    set_seed(params["seed"])
    if RANK > 0:
        main(params, lambda kind, **data: None)
        return
    checkpoints = Path(params["checkpoints"])
    checkpoints.mkdir(parents=True, exist_ok=True)
    with (
        open(checkpoints / "lock", "w") as lock,
        open(params["events"], "a", encoding="utf-8", buffering=1) as events,
    ):
        fcntl.flock(lock, fcntl.LOCK_EX)  # until a run that was just killed has really ended
        write = events.write
        main(params, lambda kind, **data: write(json.dumps({"kind": kind, "data": data}) + "\n"))


def read_rows(params, part):
    """The rows of a part (train, validation or test): {"row", "language", ...}."""
    with Path(params["rows"], f"{part}.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def steps_of(params, rows):
    return params["epochs"] * max(1, len(rows) // params["batch_size"])


def common(params, rows, is_watched):
    """The arguments that every Trainer is given here."""
    steps = steps_of(params, rows)
    parts = params["processes"] * params["accumulation"]
    precise = HAS_GPU and torch.cuda.is_bf16_supported()
    return {
        "output_dir": params["checkpoints"],
        "num_train_epochs": params["epochs"],
        "per_device_train_batch_size": params["batch_size"] // parts,
        "gradient_accumulation_steps": params["accumulation"],
        "learning_rate": params["learning_rate"],
        "weight_decay": 0.01,
        "warmup_steps": steps // 10,
        "seed": params["seed"],
        "use_cpu": not HAS_GPU,
        "ddp_backend": None if HAS_GPU or params["processes"] == 1 else "gloo",
        "bf16": precise,
        "fp16": HAS_GPU and not precise,
        "dataloader_pin_memory": HAS_GPU,
        # Rows that fill no batch wait for another epoch: several processes would repeat some.
        "dataloader_drop_last": len(rows) >= params["batch_size"],
        "logging_steps": max(1, min(50, steps // 100)),
        "eval_strategy": "steps" if is_watched else "no",
        "eval_steps": max(1, steps // 10),
        "save_strategy": "steps",
        "save_steps": params["checkpoint_steps"] or max(1, steps // 10),
        "save_total_limit": 2,
        "report_to": "none",
        "disable_tqdm": True,
    }


def train(trainer, params, emit):
    """Train from the newest whole checkpoint, or from the beginning."""
    if trainer.args.world_size != params["processes"]:
        sys.exit(f"the Trainer sees {trainer.args.world_size} processes")
    watch = Watch(params, emit)
    trainer.add_callback(watch)
    start = newest_whole(Path(params["checkpoints"]), emit)
    if start is not None:
        emit("resumed", step=int(start.name.rpartition("-")[2]))
    trainer.train(resume_from_checkpoint=None if start is None else str(start))
    if watch.is_stopped:
        sys.exit("stopped; its last checkpoint is kept")


class Watch(TrainerCallback):
    """Tells how the loss goes, marks whole checkpoints, compares processes, stops when told."""

    def __init__(self, params, emit):
        self.params, self.emit = params, emit
        self.is_stopped = self.is_compared = False
        signal.signal(signal.SIGTERM, self.stop)

    def stop(self, *_):
        self.is_stopped = True

    def on_log(self, args, state, control, logs=None, **kwargs):
        at = {"step": state.global_step, "total": state.max_steps}
        if "loss" in logs:
            self.emit("loss", **at, loss=logs["loss"], learning_rate=logs.get("learning_rate"))
        if "eval_loss" in logs:
            self.emit("eval", **at, loss=logs["eval_loss"])

    def on_step_end(self, args, state, control, model=None, **kwargs):
        if args.world_size > 1 and not self.is_compared:
            self.is_compared = True
            require_equal(model)
        if args.world_size > 1:  # all stop after the same step, or one would wait for ever
            told = torch.tensor([float(self.is_stopped)], device=args.device)
            torch.distributed.all_reduce(told)
            self.is_stopped = bool(told.item())
        if self.is_stopped:
            control.should_save = control.should_training_stop = True

    def on_save(self, args, state, control, **kwargs):
        if args.world_size > 1:
            torch.distributed.barrier()  # every process writes a part
        if RANK == 0:
            folder = Path(args.output_dir, f"checkpoint-{state.global_step}")
            mark_whole(folder)
            self.emit("checkpoint", step=state.global_step)


def require_equal(model):
    """After one step all processes must hold the same weights; else they train apart, silently."""
    own = sum(weights.detach().double().sum() for weights in model.parameters()).reshape(1)
    sums = [torch.empty_like(own) for _ in range(torch.distributed.get_world_size())]
    torch.distributed.all_gather(sums, own)
    if len({one.item() for one in sums}) > 1:
        sys.exit("the processes do not share their gradients: each trains a model of its own")


def mark_whole(folder):
    """Say in the folder what a whole checkpoint has; without it, it is not resumed from."""
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.name != MARKER)
    for path in files:
        with path.open("rb") as file:
            os.fsync(file.fileno())
    partial = folder / f"{MARKER}.partial"
    with partial.open("w") as file:
        json.dump({path.name: digest(path) for path in files}, file)
        file.flush()
        os.fsync(file.fileno())
    partial.rename(folder / MARKER)


def newest_whole(folder, emit):
    """The newest checkpoint whose files are all as they were written; torn ones go aside."""
    number = {path: int(path.name[11:]) for path in folder.glob("checkpoint-*")}
    for path in sorted(number, key=number.get, reverse=True):
        if is_whole(path):
            return path
        if RANK == 0:
            emit("note", text=f"{path.name} is torn and set aside")
            aside = path.with_name(f"torn-{path.name}")
            shutil.rmtree(aside, ignore_errors=True)
            path.rename(aside)
    return None


def is_whole(checkpoint):
    try:
        files = json.loads((checkpoint / MARKER).read_text())
        return all(digest(checkpoint / name) == expected for name, expected in files.items())
    except (OSError, ValueError):
        return False


def digest(path):
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def save(params, emit, result, answers, *savable):
    """Write the model and its like, the comparison and the answers; then tell the result."""
    output = Path(params["output"])
    for one in savable:
        one.save_pretrained(output)
    (output / "results.json").write_text(json.dumps(result, indent=1), "utf-8")
    (output / "answers.json").write_text(json.dumps(answers), "utf-8")
    emit("result", **result)
