"""What a training holds in memory, told after it ran out of it."""


def memory_facts(tracker):
    """`OutOfMemoryFacts` of the optimizers that live, in bytes; what is not known is absent."""
    optimizers = [optimizer for _, optimizer in tracker.live()]
    optimizers += [entry.reference() for entry in tracker.entries()]
    optimizers = list({id(optimizer): optimizer for optimizer in optimizers if optimizer is not None}.values())
    parameters = {id(p): p for optimizer in optimizers for group in optimizer.param_groups for p in group["params"]}.values()
    facts = {}
    if parameters:
        facts["parameters"] = _bytes(parameters)
        facts["gradients"] = _bytes(p.grad for p in parameters if p.grad is not None)
        facts["optimizer"] = sum(_bytes_of_state(optimizer.state) for optimizer in optimizers)
    batch = tracker.thread.batch
    if batch is not None:
        facts["batchSize"], facts["batch"] = batch.bs, batch.bytes
    facts.update(_device_facts(tracker.torch, next((p.device for p in parameters), None)))
    return facts


def _bytes(tensors):
    return sum(tensor.numel() * tensor.element_size() for tensor in tensors)


def _bytes_of_state(state):
    found = 0
    waiting = list(state.values())
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting += list(value.values())
        elif isinstance(value, (list, tuple)):
            waiting += list(value)
        elif hasattr(value, "element_size") and hasattr(value, "numel"):
            found += _bytes([value])
    return found


def _device_facts(torch, device):
    if device is None:
        return {}
    if device.type == "cuda":
        return {
            "device": "cuda",
            "allocated": torch.cuda.memory_allocated(device),
            "total": torch.cuda.get_device_properties(device).total_memory,
        }
    if device.type == "mps":
        return {
            "device": "mps",
            "allocated": torch.mps.current_allocated_memory(),
            "total": getattr(torch.mps, "recommended_max_memory", lambda: None)(),
        }
    if device.type == "cpu":
        from ...recording.system import memory_total

        return {"device": "cpu", "total": memory_total()}
    return {"device": device.type}
