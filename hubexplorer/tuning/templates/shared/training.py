"""What the training of every family shares: its events, its processes, its checkpoints.

Plain transformers, yours to edit, like train.py, which imports this.
"""

import fcntl
import json
import math
import os
import signal
import sys
from pathlib import Path

import torch
from checkpoints import load_weights, mark_whole, marker_of, newest_whole, sum_of
from transformers import TrainerCallback, set_seed

HAS_GPU = torch.cuda.is_available()
RANK = int(os.environ.get("RANK", "0"))


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
    start = newest_whole(Path(params["checkpoints"]), emit, may_move=RANK == 0)
    watch = Watch(params, emit, start)
    trainer.add_callback(watch)
    if start is not None:
        load_weights(trainer.model, start)
        emit("resumed", step=int(start.name.rpartition("-")[2]))
    trainer.train(resume_from_checkpoint=None if start is None else str(start))
    if watch.is_stopped:
        sys.exit("stopped; its last checkpoint is kept")


class Watch(TrainerCallback):
    """Tells how the loss goes, marks whole checkpoints, compares processes, stops when told."""

    def __init__(self, params, emit, start=None):
        self.params, self.emit, self.start = params, emit, start
        self.is_stopped = self.is_compared = False
        signal.signal(signal.SIGTERM, self.stop)

    def stop(self, *_):
        self.is_stopped = True

    def on_train_begin(self, args, state, control, model=None, **kwargs):
        if self.start is not None:
            wanted, own = marker_of(self.start)["weights"], sum_of(model).item()
            if not math.isclose(wanted, own, rel_tol=1e-9) and not math.isnan(wanted):
                sys.exit(f"the weights of {self.start.name} were not loaded: {own}, not {wanted}")

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

    def on_save(self, args, state, control, model=None, **kwargs):
        if args.world_size > 1:
            torch.distributed.barrier()  # every process writes a part
        if RANK == 0:
            folder = Path(args.output_dir, f"checkpoint-{state.global_step}")
            mark_whole(folder, sum_of(model).item())
            self.emit("checkpoint", step=state.global_step)


def require_equal(model):
    """After one step all processes must hold the same weights; else they train apart, silently."""
    own = sum_of(model)
    sums = [torch.empty_like(own) for _ in range(torch.distributed.get_world_size())]
    torch.distributed.all_gather(sums, own)
    if len({one.item() for one in sums}) > 1:
        sys.exit("the processes do not share their gradients: each trains a model of its own")


def save(params, emit, result, answers, *savable):
    """Write the model and its like, the comparison and the answers; then tell the result."""
    output = Path(params["output"])
    for one in savable:
        one.save_pretrained(output)
    (output / "results.json").write_text(json.dumps(result, indent=1), "utf-8")
    (output / "answers.json").write_text(json.dumps(answers), "utf-8")
    emit("result", **result)
