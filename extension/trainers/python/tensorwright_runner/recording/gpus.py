"""Figures of the GPUs that the run may see, from their drivers: NVML or one long `nvidia-smi`, the kernel's own files for AMD.
Apple's GPUs tell nothing to programs without special rights; then there are no figures, and none are made up."""

import glob
import os
import subprocess
import sys
import threading


class GpuReader:
    """Picks the first source that works; `read` gives a list of dicts as `SystemEvent.gpus` wants them, empty without a GPU."""

    def __init__(self):
        self._source = None
        for source in (_Nvml, _NvidiaSmi, _AmdFiles):
            try:
                self._source = source()
                break
            except Exception:  # noqa: BLE001  No driver, an old one, no rights: there is nothing to read.
                continue

    def read(self):
        if self._source is None:
            return []
        try:
            return self._source.read()
        except Exception:  # noqa: BLE001
            return []

    def close(self):
        if self._source is not None:
            try:
                self._source.close()
            except Exception:  # noqa: BLE001
                pass


def visible(variable, indices, uuids=None):
    """The devices among `indices` that an environment variable leaves to the program, by number or beginning of the UUID.
    As CUDA does it, the list ends at the first name that means none."""
    text = os.environ.get(variable)
    if text is None:
        return list(indices)
    chosen = []
    for name in (part.strip() for part in text.split(",")):
        if name.isdigit() and int(name) in indices:
            chosen.append(int(name))
        elif name.startswith(("GPU-", "MIG-")) and uuids:
            match = [index for index, uuid in uuids.items() if uuid.startswith(name)]
            if not match:
                break
            chosen += match
        else:
            break
    return chosen


class _Nvml:
    """NVIDIA's management library, called directly: no package, no process."""

    def __init__(self):
        import ctypes

        self._ctypes = ctypes
        names = ("nvml.dll",) if sys.platform == "win32" else ("libnvidia-ml.so.1", "libnvidia-ml.so")
        for position, name in enumerate(names):
            try:
                self._library = ctypes.CDLL(name)
                break
            except OSError:
                if position == len(names) - 1:
                    raise
        self._check(self._library.nvmlInit_v2())
        count = ctypes.c_uint()
        self._check(self._library.nvmlDeviceGetCount_v2(ctypes.byref(count)))
        handles = {}
        uuids = {}
        for index in range(count.value):
            handle = ctypes.c_void_p()
            if self._library.nvmlDeviceGetHandleByIndex_v2(index, ctypes.byref(handle)) == 0:
                handles[index] = handle
                uuids[index] = self._text(self._library.nvmlDeviceGetUUID, handle)
        self._devices = [(i, handles[i], self._text(self._library.nvmlDeviceGetName, handles[i])) for i in visible("CUDA_VISIBLE_DEVICES", handles, uuids)]

    @staticmethod
    def _check(code):
        if code != 0:
            raise OSError("NVML error %d" % code)

    def _text(self, function, handle):
        buffer = self._ctypes.create_string_buffer(96)
        return buffer.value.decode("utf-8", "replace") if function(handle, buffer, 96) == 0 else ""

    def _number(self, function, handle, *more):
        value = self._ctypes.c_uint()
        return value.value if function(handle, *more, self._ctypes.byref(value)) == 0 else None

    def read(self):
        ctypes = self._ctypes

        class Memory(ctypes.Structure):
            _fields_ = [("total", ctypes.c_ulonglong), ("free", ctypes.c_ulonglong), ("used", ctypes.c_ulonglong)]

        class Utilization(ctypes.Structure):
            _fields_ = [("gpu", ctypes.c_uint), ("memory", ctypes.c_uint)]

        result = []
        for index, handle, name in self._devices:
            memory, utilization = Memory(), Utilization()
            fields = {"index": index, "name": name or None}
            if self._library.nvmlDeviceGetMemoryInfo(handle, ctypes.byref(memory)) == 0:
                fields.update(mem=memory.used, memTotal=memory.total)
            if self._library.nvmlDeviceGetUtilizationRates(handle, ctypes.byref(utilization)) == 0:
                fields["util"] = utilization.gpu / 100
            milliwatts = self._number(self._library.nvmlDeviceGetPowerUsage, handle)
            if milliwatts is not None:
                fields["power"] = milliwatts / 1000
            # 0 is the sensor on the GPU itself.
            fields["temp"] = self._number(self._library.nvmlDeviceGetTemperature, handle, 0)
            result.append({key: value for key, value in fields.items() if value is not None})
        return result

    def close(self):
        self._library.nvmlShutdown()


class _NvidiaSmi:
    """One process for the whole run, which prints a line for each GPU every second."""

    _FIELDS = "index,uuid,name,utilization.gpu,memory.used,memory.total,power.draw,temperature.gpu"

    def __init__(self):
        command = ["nvidia-smi", "--query-gpu=" + self._FIELDS, "--format=csv,noheader,nounits", "-l", "1"]
        flags = {"creationflags": subprocess.CREATE_NO_WINDOW} if sys.platform == "win32" else {}
        self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, **flags)
        self._newest = {}
        self._uuids = {}
        threading.Thread(target=self._follow, name="tensorwright-gpu", daemon=True).start()

    def _follow(self):
        for line in self._process.stdout:
            fields = parse_smi_line(line.decode("utf-8", "replace"))
            if fields:
                self._uuids[fields["index"]] = fields.pop("uuid")
                self._newest[fields["index"]] = fields

    def read(self):
        return [self._newest[index] for index in visible("CUDA_VISIBLE_DEVICES", sorted(self._newest), self._uuids)]

    def close(self):
        self._process.terminate()


def parse_smi_line(line):
    """One line of `nvidia-smi` as a dict, with `uuid`; what it does not know ("[N/A]") is absent. `None` for other lines."""
    parts = [part.strip() for part in line.split(",")]
    if len(parts) < 8 or not parts[0].isdigit():
        return None
    # A name may hold commas; the fields behind it are counted from the end.
    index, uuid, name = int(parts[0]), parts[1], ", ".join(parts[2:-5])
    result = {"index": index, "uuid": uuid, "name": name}
    scales = (("util", 0.01), ("mem", 1 << 20), ("memTotal", 1 << 20), ("power", 1), ("temp", 1))
    for (key, scale), text in zip(scales, parts[-5:]):
        try:
            value = float(text) * scale
        except ValueError:
            continue
        result[key] = int(value) if scale == 1 << 20 else round(value, 4)
    return result


class _AmdFiles:
    """What Linux tells of AMD's GPUs under /sys."""

    def __init__(self, root="/sys/class/drm"):
        self._cards = []
        for device in sorted(glob.glob(os.path.join(root, "card*", "device"))):
            if os.path.exists(os.path.join(device, "gpu_busy_percent")) and _word(device, "vendor") == "0x1002":
                self._cards.append(device)
        if not self._cards:
            raise OSError("no AMD GPU")
        indices = range(len(self._cards))
        variable = "HIP_VISIBLE_DEVICES" if "HIP_VISIBLE_DEVICES" in os.environ else "ROCR_VISIBLE_DEVICES"
        self._shown = visible(variable, indices)

    def read(self):
        return [self._read_card(index, self._cards[index]) for index in self._shown]

    @staticmethod
    def _read_card(index, device):
        monitor = next(iter(sorted(glob.glob(os.path.join(device, "hwmon", "hwmon*")))), "")
        values = {
            "util": _scaled(device, "gpu_busy_percent", 0.01),
            "mem": _scaled(device, "mem_info_vram_used", 1),
            "memTotal": _scaled(device, "mem_info_vram_total", 1),
            # Microwatts and thousandths of a degree.
            "power": _scaled(monitor, "power1_average", 1e-6),
            "temp": _scaled(monitor, "temp1_input", 1e-3),
        }
        name = _word(device, "product_name") or "AMD GPU"
        return dict({"index": index, "name": name}, **{key: value for key, value in values.items() if value is not None})

    def close(self):
        pass


def _word(folder, name):
    try:
        with open(os.path.join(folder, name), encoding="utf-8", errors="replace") as file:
            return file.read().strip()
    except OSError:
        return None


def _scaled(folder, name, scale):
    text = _word(folder, name)
    try:
        value = float(text) * scale
    except (TypeError, ValueError):
        return None
    return int(value) if scale == 1 else round(value, 4)
