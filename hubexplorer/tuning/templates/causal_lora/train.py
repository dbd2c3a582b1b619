"""Teach a language model to answer, by a small adapter (LoRA), measured before and after.

    python train.py params.json

TRL's SFTTrainer with PEFT, yours to edit. Only the answers are learned, not the prompts. The
tokenizer's chat template is used where it has one. params.json is in the folder of the run that
started it. What happens is written to the file that it names "events", one JSON object a line.
"""

import torch
from before_after import compare, count_texts, score, text_metrics
from datasets import Dataset
from peft import LoraConfig
from training import HAS_GPU, RANK, common, read_rows, run, save, train
from transformers import AutoModelForCausalLM, AutoTokenizer
from trl import SFTConfig, SFTTrainer


def main(params, emit):
    rows, watched, test = (read_rows(params, part) for part in ("train", "validation", "test"))
    truth = [row["response"] for row in test]

    options = {"local_files_only": True, "use_safetensors": True, "trust_remote_code": False}
    tokenizer = AutoTokenizer.from_pretrained(params["model_folder"], local_files_only=True)
    if tokenizer.pad_token is None:
        tokenizer.pad_token = tokenizer.eos_token
    model = AutoModelForCausalLM.from_pretrained(
        params["model_folder"], dtype=torch.float32, **options
    ).to("cuda" if HAS_GPU else "cpu")
    if RANK == 0:
        before = answers(model, tokenizer, test, params)
        baseline = "the base model's own answers"
        emit("baseline", what=baseline, **score(count_texts(truth, before), text_metrics))

    model = fit(model, tokenizer, rows, watched, params, emit)
    if RANK > 0:
        return
    after = answers(model, tokenizer, test, params)

    numbers = (count_texts(truth, given) for given in (before, after))
    result = {"baseline": baseline, **compare(test, *numbers, text_metrics, params["seed"])}
    given = {"row": [row["row"] for row in test], "response": truth}
    if params["adapter"] == "merged":
        model = model.merge_and_unload()
    else:  # the base by its name, as everybody can find it, and not by a folder of this machine
        own = model.peft_config["default"]
        own.base_model_name_or_path, own.revision = params["repo"], params["commit"]
    given |= {"before": before, "after": after}
    save(params, emit, result, given, model, tokenizer)


def fit(model, tokenizer, rows, watched, params, emit):
    adapter = LoraConfig(
        r=params["rank"],
        lora_alpha=params["alpha"],
        lora_dropout=params["dropout"],
        target_modules="all-linear",
        task_type="CAUSAL_LM",
    )
    arguments = SFTConfig(
        **common(params, rows, watched),
        max_length=params["max_length"],
        completion_only_loss=True,
        gradient_checkpointing=bool(params["gradient_checkpointing"]),
        average_tokens_across_devices=True,  # answers have unequal numbers of tokens
    )
    parts = [Dataset.from_list([turns(tokenizer, row) for row in part]) for part in (rows, watched)]
    trainer = SFTTrainer(
        model,
        arguments,
        train_dataset=parts[0],
        eval_dataset=parts[1] if watched else None,
        processing_class=tokenizer,
        peft_config=adapter,
    )
    train(trainer, params, emit)
    return trainer.model


def turns(tokenizer, row):
    """A row as a conversation, or as plain text for a tokenizer without a chat template."""
    if tokenizer.chat_template is None:
        return {"prompt": row["prompt"], "completion": row["response"] + tokenizer.eos_token}
    return {
        "prompt": [{"role": "user", "content": row["prompt"]}],
        "completion": [{"role": "assistant", "content": row["response"]}],
    }


@torch.inference_mode()
def answers(model, tokenizer, rows, params):
    """What the model answers to each row's prompt, its likeliest words."""
    model.eval()
    tokenizer.padding_side = "left"
    found = []
    for start in range(0, len(rows), 32):
        prompts = [turns(tokenizer, row)["prompt"] for row in rows[start : start + 32]]
        if tokenizer.chat_template is not None:
            prompts = [
                tokenizer.apply_chat_template(turn, tokenize=False, add_generation_prompt=True)
                for turn in prompts
            ]
        batch = tokenizer(
            prompts,
            add_special_tokens=tokenizer.chat_template is None,
            padding=True,
            return_token_type_ids=False,
            return_tensors="pt",
        )
        made = model.generate(
            **batch.to(model.device),
            max_new_tokens=params["max_new_tokens"],
            do_sample=False,
            pad_token_id=tokenizer.pad_token_id,
        )
        made = made[:, batch["input_ids"].shape[1] :]
        found += [text.strip() for text in tokenizer.batch_decode(made, skip_special_tokens=True)]
    return found


if __name__ == "__main__":
    run(main)
