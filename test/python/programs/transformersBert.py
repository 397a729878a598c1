"""A small BERT that is made from a configuration, trained by `Trainer`, and then by a loop of its own with Accelerate."""

import json

import torch
from accelerate import Accelerator
from transformers import BertConfig, BertForSequenceClassification, Trainer, TrainingArguments

torch.manual_seed(0)


class Sentences(torch.utils.data.Dataset):
    def __init__(self, count):
        self.count = count

    def __len__(self):
        return self.count

    def __getitem__(self, i):
        words = torch.randint(0, 50, (8,), generator=torch.Generator().manual_seed(i))
        return {"input_ids": words, "attention_mask": torch.ones(8, dtype=torch.long), "labels": torch.tensor(i % 3)}


class Remembering(Trainer):
    """Keeps the loss of each batch that it trains on, as it goes into the gradients."""

    losses = None

    def training_step(self, *args, **kwargs):
        loss = super().training_step(*args, **kwargs)
        self.losses.append(loss.item())
        return loss


def new_model():
    sizes = {"hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 32}
    return BertForSequenceClassification(BertConfig(vocab_size=50, max_position_embeddings=16, num_labels=3, **sizes))


def accuracy(prediction):
    return {"accuracy": float((prediction.predictions.argmax(1) == prediction.label_ids).mean())}


def by_trainer(collected):
    arguments = TrainingArguments(
        "out",
        num_train_epochs=2,
        per_device_train_batch_size=8,
        gradient_accumulation_steps=collected,
        eval_strategy="epoch",
        logging_steps=1,
        save_strategy="no",
        report_to=[],
        use_cpu=True,
        learning_rate=1e-3,
        disable_tqdm=True,
    )
    model = new_model()
    trainer = Remembering(model, arguments, train_dataset=Sentences(44), eval_dataset=Sentences(20), compute_metrics=accuracy)
    trainer.losses = []
    trainer.train()
    log = {"losses": trainer.losses, "history": trainer.state.log_history, "params": model.num_parameters()}
    if collected == 1:
        log["test"] = trainer.predict(Sentences(9)).metrics
    return log


def by_hand():
    accelerator = Accelerator(cpu=True, gradient_accumulation_steps=1)
    model = new_model()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    loader = torch.utils.data.DataLoader(Sentences(20), batch_size=8)
    valid_loader = torch.utils.data.DataLoader(Sentences(12), batch_size=8)
    model, optimizer, loader, valid_loader = accelerator.prepare(model, optimizer, loader, valid_loader)
    steps, validations = [], []
    for epoch in range(2):
        for batch in loader:
            with accelerator.accumulate(model):
                loss = model(**batch).loss
                accelerator.backward(loss)
                optimizer.step()
                optimizer.zero_grad()
                steps.append([loss.item(), epoch + 1, len(batch["labels"])])
        model.eval()
        with torch.no_grad():
            losses = [model(**batch).loss.item() for batch in valid_loader]
        validations.append(sum(losses) / len(losses))
        model.train()
    return {"steps": steps, "validations": validations}


logs = {"trainer": by_trainer(1), "accumulated": by_trainer(2), "accelerate": by_hand()}
with open("log.json", "w") as file:
    json.dump(logs, file)
