"""Golden values of the loss terms: value and gradient by the student's logits, by PyTorch in float64.

    python test/distill/golden/make_golden.py > test/distill/golden/losses.json && npx biome format --write test/distill/golden

It needs torch (2.15 made the file that is checked in) and nothing else. loss-terms.test.ts holds our terms to the result.
"""

import json

import torch
from torch.nn import functional

torch.manual_seed(2015)
torch.set_default_dtype(torch.float64)

BATCHES = {"one sample": (1, 2, 1.0), "small logits": (4, 3, 1.0), "large logits": (8, 10, 8.0)}


def rounded(tensor):
    """Float32 values, so that both sides read the same numbers."""
    return tensor.to(torch.float32).to(torch.float64)


def losses(student, teacher, labels):
    yield {"type": "labels"}, functional.cross_entropy(student, labels)
    for temperature in (1, 4, 20):
        divergence = functional.kl_div(
            functional.log_softmax(student / temperature, 1),
            functional.log_softmax(teacher / temperature, 1),
            reduction="batchmean",  # summed over the classes, averaged over the batch; "mean" would divide by the classes, too
            log_target=True,
        )
        yield {"type": "soft-targets", "temperature": temperature}, temperature**2 * divergence
    yield {"type": "logit-regression"}, functional.mse_loss(student, teacher, reduction="sum") / 2 / len(student)


def main():
    cases = []
    for name, (batch, classes, size) in BATCHES.items():
        student = rounded(size * torch.randn(batch, classes)).requires_grad_()
        teacher = rounded(size * torch.randn(batch, classes))
        labels = torch.randint(classes, (batch,))
        golden = []
        for term, value in losses(student, teacher, labels):
            (gradient,) = torch.autograd.grad(value, student)
            golden.append({"term": term, "value": value.item(), "gradient": gradient.tolist()})
        inputs = {"student": student.tolist(), "teacher": teacher.tolist(), "labels": labels.tolist()}
        cases.append({"name": name, **inputs, "losses": golden})
    print(json.dumps({"torch": torch.__version__.split("+")[0], "cases": cases}, indent=1))


main()
