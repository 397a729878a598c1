"""Where a framework computes, and why not on a GPU that is there."""

import glob
import importlib.util
import os
import platform
import sys


def of_variable(variable, plan):
    """Fields of a `device` record for where a variable or tensor of a framework lies, or `None` for what is of none."""
    root = type(variable).__module__.partition(".")[0]
    framework = sys.modules.get("jax" if root == "jaxlib" else root)
    if root == "tensorflow":
        return of_tensorflow(framework, variable.device, plan)
    if root in ("jax", "jaxlib"):
        return of_jax(framework, variable.devices(), plan)
    return of_torch(framework, variable.device, plan) if root == "torch" else None


def of_tensorflow(tf, place, plan):
    """The same for a device as TensorFlow names it, such as `/job:localhost/replica:0/task:0/device:GPU:0`."""
    kind, _, index = place.rpartition("/")[2].replace("device:", "").partition(":")
    kind = kind.lower() or "cpu"
    if kind == "cpu":
        return _cpu("tensorflow", plan, lambda: _why_no_gpu_in_tensorflow(tf))
    name = kind.upper()
    if kind == "gpu":
        kind = "cuda" if tf.test.is_built_with_cuda() else "rocm" if tf.test.is_built_with_rocm() else "mps" if sys.platform == "darwin" else kind
        devices = tf.config.get_visible_devices("GPU")
        position = int(index) if index.isdigit() else 0
        if position < len(devices):
            name = tf.config.experimental.get_device_details(devices[position]).get("device_name") or name
    return {"fw": "tensorflow", "backend": kind, "name": name}


def of_jax(jax, devices, plan):
    """The same for the devices of an array."""
    first = min(devices, key=lambda device: device.id)
    kind = first.platform.lower()
    if kind == "cpu":
        return _cpu("jax", plan, _why_no_gpu_in_jax)
    if kind == "gpu":
        kind = "rocm" if "rocm" in str(getattr(first.client, "platform_version", "")).lower() else "cuda"
    return {"fw": "jax", "backend": "mps" if kind == "metal" else kind, "name": _times(first.device_kind, len(devices))}


def of_torch(torch, device, plan):
    """The same for a `torch.device`."""
    if device.type == "cpu":
        return _cpu("torch", plan, lambda: _why_no_gpu_in_torch(torch))
    kind, name = device.type, device.type.upper()
    if kind == "cuda":
        name = torch.cuda.get_device_name(device)
        kind = "rocm" if getattr(torch.version, "hip", None) else kind
    elif kind == "mps":
        name = cpu_name()
    return {"fw": "torch", "backend": kind, "name": name}


def _cpu(framework, plan, why):
    return {"fw": framework, "backend": "cpu", "name": cpu_name(), "why": _why_cpu(plan, why)}


def _why_cpu(plan, why):
    if not gpus_present():
        return None
    if plan.device == "cpu":
        return "The run was asked to train without GPU."
    first = os.environ.get("CUDA_VISIBLE_DEVICES", "0").split(",")[0].strip()
    if not (first.isdigit() or first.startswith(("GPU-", "MIG-"))):
        return "CUDA_VISIBLE_DEVICES hides all GPUs."
    return why()


def _why_no_gpu_in_tensorflow(tf):
    if not (tf.test.is_built_with_cuda() or tf.test.is_built_with_rocm()):
        return "This TensorFlow is built without support for GPUs."
    if not tf.config.list_physical_devices("GPU"):
        return "TensorFlow finds no GPU that it can use: the CUDA libraries it needs are not there."
    if not tf.config.get_visible_devices("GPU"):
        return "The program hides the GPUs from TensorFlow."
    return "The program puts its model on the CPU."


def _why_no_gpu_in_jax():
    if os.environ.get("JAX_PLATFORMS", os.environ.get("JAX_PLATFORM_NAME", "")).startswith("cpu"):
        return "JAX_PLATFORMS chooses the CPU."
    if not any(importlib.util.find_spec(name) for name in ("jax_cuda13_plugin", "jax_cuda12_plugin", "jax_rocm60_plugin", "jax_rocm7_plugin")):
        return "JAX is installed without its plugin for GPUs."
    if sys.modules["jax"].default_backend() == "cpu":
        return "JAX finds no GPU that it can use."
    return "The program puts its model on the CPU."


def _why_no_gpu_in_torch(torch):
    if not (torch.version.cuda or getattr(torch.version, "hip", None)):
        return "This PyTorch is built without support for GPUs."
    if not torch.cuda.is_available():
        return "PyTorch finds no GPU that it can use: its driver may be older than CUDA %s." % torch.version.cuda
    return "The program puts its model on the CPU."


def gpus_present():
    """Whether the machine has a GPU of NVIDIA or AMD with its driver loaded, seen by the program or not."""
    if glob.glob("/proc/driver/nvidia/gpus/*"):
        return True
    if sys.platform == "win32":
        return os.path.exists(os.path.join(os.environ.get("SystemRoot", "C:\\Windows"), "System32", "nvml.dll"))
    return os.path.exists("/dev/kfd") or os.path.exists("/dev/nvidia0")


def cpu_name():
    """The processor as it calls itself."""
    try:
        if sys.platform == "darwin":
            import ctypes

            libc = ctypes.CDLL(None)
            size = ctypes.c_size_t(256)
            buffer = ctypes.create_string_buffer(size.value)
            if libc.sysctlbyname(b"machdep.cpu.brand_string", buffer, ctypes.byref(size), None, 0) == 0:
                return buffer.value.decode()
        with open("/proc/cpuinfo", encoding="utf-8", errors="replace") as file:
            for line in file:
                key, _, value = line.partition(":")
                if key.strip() in ("model name", "Model") and value.strip():
                    return value.strip()
    except (OSError, AttributeError, ValueError):
        pass
    return platform.processor() or platform.machine() or "CPU"


def _times(name, count):
    return name if count < 2 else "%s ×%d" % (name, count)
