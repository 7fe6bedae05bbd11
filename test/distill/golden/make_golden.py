"""Golden values of the loss terms: value and gradient by the student's logits, by PyTorch in float64.

    python test/distill/golden/make_golden.py > test/distill/golden/losses.json && npx biome format --write test/distill/golden

It needs torch (2.15 made the file that is checked in) and nothing else. golden.test.ts compares our terms with the result.
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


def standardized(logits):
    """Sun et al. 2024, algorithm 1: by the deviation over the classes, not over one less."""
    return (logits - logits.mean(1, keepdim=True)) / logits.std(1, correction=0, keepdim=True)


def soft_targets(student, teacher, temperature):
    divergence = functional.kl_div(
        functional.log_softmax(student / temperature, 1),
        functional.log_softmax(teacher / temperature, 1),
        reduction="batchmean",  # summed over the classes, averaged over the batch; "mean" would divide by the classes, too
        log_target=True,
    )
    return temperature**2 * divergence


def decoupled(student, teacher, labels, alpha, beta, temperature):
    """Zhao et al. 2022, equation 7, sample by sample: two classes made of all, and the softmax of what is left without the label."""
    total = 0
    for z_s, z_t, label in zip(student / temperature, teacher / temperature, labels.tolist()):
        others = [c for c in range(len(z_s)) if c != label]
        p_s, p_t = functional.softmax(z_s, 0), functional.softmax(z_t, 0)
        b_s, b_t = (torch.stack([p[label], p[others].sum()]) for p in (p_s, p_t))
        tckd = (b_t * (b_t / b_s).log()).sum()
        nckd = functional.kl_div(
            functional.log_softmax(z_s[others], 0), functional.softmax(z_t[others], 0), reduction="sum"
        )
        total = total + alpha * tckd + beta * nckd
    return temperature**2 * total / len(student)


def correlation(student, teacher, beta, gamma, temperature):
    """Huang et al. 2022, equations 7 to 10. A single sample has no correlation over the batch: 0, without a gradient."""
    p_s, p_t = functional.softmax(student / temperature, 1), functional.softmax(teacher / temperature, 1)
    pearson = lambda rows, others: torch.stack([torch.corrcoef(torch.stack(pair))[0, 1] for pair in zip(rows, others)])
    inter = 1 - pearson(p_s, p_t).mean()
    intra = 1 - pearson(p_s.T, p_t.T).mean() if len(student) > 1 else 1
    return temperature**2 * (beta * inter + gamma * intra)


def losses(student, teacher, labels):
    yield {"type": "labels"}, functional.cross_entropy(student, labels)
    for temperature in (1, 4, 20):
        yield {"type": "soft-targets", "temperature": temperature}, soft_targets(student, teacher, temperature)
    yield {"type": "logit-regression"}, functional.mse_loss(student, teacher, reduction="sum") / 2 / len(student)
    for temperature in (1, 2):
        term = {"type": "soft-targets", "temperature": temperature, "standardize": True}
        yield term, soft_targets(standardized(student), standardized(teacher), temperature)
    for alpha, beta, temperature in ((1, 0, 1), (0, 1, 1), (1, 8, 4)):
        weights = {"alpha": alpha, "beta": beta, "temperature": temperature}
        yield {"type": "dkd", **weights}, decoupled(student, teacher, labels, **weights)
    weights = {"alpha": 1, "beta": 8, "temperature": 2}
    term = {"type": "dkd", **weights, "standardize": True}
    yield term, decoupled(standardized(student), standardized(teacher), labels, **weights)
    for beta, gamma, temperature in ((1, 0, 1), (0, 1, 1), (2, 2, 4)):
        weights = {"beta": beta, "gamma": gamma, "temperature": temperature}
        yield {"type": "dist", **weights}, correlation(student, teacher, **weights)


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
