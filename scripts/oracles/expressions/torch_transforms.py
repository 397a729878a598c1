"""torchvision's transforms, of both versions, and its functions on images, tensors and arrays."""

HEADER = (
    "import numpy as np\nimport torch\nimport torchvision.transforms as T\nimport torchvision.transforms.functional as TF\n"
    "import torchvision.transforms.v2 as v2\nimport torchvision.transforms.v2.functional as VF\nfrom PIL import Image\n"
    "from torch.utils.data import DataLoader\nfrom torchvision import datasets"
)
LIBRARIES = ["torch", "torchvision"]

PILLOW = ["Image.new('RGB', (32, 24))", "Image.new('L', (28, 28))", "Image.fromarray(np.zeros((24, 32, 3), dtype='uint8'))", "Image.new('RGB', (64, 48)).convert('L')"]
TENSORS = ["torch.zeros(3, 24, 32)", "torch.zeros(1, 28, 28)", "torch.zeros(5, 3, 24, 32)", "torch.zeros(3, 24, 32, dtype=torch.uint8)"]
ARRAYS = ["np.zeros((24, 32, 3), dtype='uint8')", "np.zeros((28, 28), dtype='float32')"]


def to_tensor(rng, home):
    return rng.choice([f"{home}.ToTensor()", f"{home}.PILToTensor()"])


def shape_steps(rng, home):
    c = rng.choice
    return c(
        [
            f"{home}.Resize({c(['16', '(16, 20)', '[20, 12]', 'size=24', '(8, 8), antialias=True', '16, max_size=18'])})",
            f"{home}.CenterCrop({c(['16', '(10, 12)', '40', 'size=20'])})",
            f"{home}.RandomCrop({c(['16', '(10, 12)', '24, padding=4', '28, padding=(2, 3)', '40', '40, pad_if_needed=True', '20, 2'])})",
            f"{home}.RandomResizedCrop({c(['16', '(10, 12)', '20, scale=(0.5, 1.0)'])})",
            f"{home}.Pad({c(['2', '(1, 2)', '(1, 2, 3, 4)', '3, fill=1', '2, padding_mode=`reflect`'])})",
            f"{home}.Grayscale({c(['', '1', '3', 'num_output_channels=3'])})",
            f"{home}.RandomHorizontalFlip({c(['', '0.3', 'p=0.0'])})",
            f"{home}.RandomVerticalFlip()",
            f"{home}.RandomRotation({c(['10', '(-5, 5)', 'degrees=15'])})",
            f"{home}.ColorJitter({c(['0.2', '0.1, 0.1', 'brightness=0.2, hue=0.0'])})",
            f"{home}.GaussianBlur({c(['3', '(3, 5)', '3, sigma=0.5'])})",
            f"{home}.RandomAffine({c(['5', 'degrees=0, translate=(0.1, 0.1)'])})",
            f"{home}.RandomPerspective()",
            f"{home}.RandomInvert()",
            f"{home}.RandomAdjustSharpness(2)",
        ]
    ).replace("`", "'")


def normalize(rng, home):
    return f"{home}.Normalize({rng.choice(['0.5, 0.5', '(0.5,), (0.5,)', '(0.5, 0.5, 0.5), (0.5, 0.5, 0.5)', '[0.485, 0.456, 0.406], [0.229, 0.224, 0.225]', 'mean=[0.5], std=[0.5]', '(0.5, 0.5), (0.5, 0.5)'])})"


def programs(rng):
    c = rng.choice
    for _ in range(230):
        home = c(["T", "T", "v2"])
        step = shape_steps(rng, home)
        given = c(PILLOW + TENSORS)
        name = f"torchvision.transforms.{'v2.' if home == 'v2' else ''}{step.split('.', 1)[1].split('(')[0]}"
        if "Image" in given:
            end = f"out = {step}({given})\n" + c(["out.size", "np.asarray(out)", "T.ToTensor()(out)"])
            yield name, end if "v2" not in end else end.replace("T.ToTensor()", "T.PILToTensor()")
        else:
            yield name, f"{step}({given})"
    for _ in range(170):
        home = c(["T", "T", "v2"])
        steps = [shape_steps(rng, home) for _ in range(c([0, 1, 2]))]
        first = to_tensor(rng, home)
        last = [normalize(rng, home)] if rng.random() < 0.7 else []
        if rng.random() < 0.12:
            last, first = [first], (last[0] if last else first)
        floats = [f"{home}.ConvertImageDtype(torch.float32)"] if "PILToTensor" in first and rng.random() < 0.8 else []
        chain = [*steps, first, *floats, *last]
        yield f"torchvision.transforms.{'v2.' if home == 'v2' else ''}Compose", f"{home}.Compose([{', '.join(chain)}])({c(PILLOW)})"
    for _ in range(60):
        chain = ["v2.ToImage()", c(["v2.ToDtype(torch.float32, scale=True)", "v2.ToDtype(torch.float64)", "v2.ConvertImageDtype()"]), shape_steps(rng, "v2"), *([normalize(rng, "v2")] if rng.random() < 0.6 else [])]
        yield "torchvision.transforms.v2.Compose", f"v2.Compose([{', '.join(chain)}])({c(PILLOW + ARRAYS)})"
    for _ in range(70):
        home = c(["T", "v2"])
        step = c([normalize(rng, home), f"{home}.ToTensor()", f"{home}.ConvertImageDtype(torch.{c(['float32', 'float64', 'uint8'])})", f"{home}.RandomErasing({c(['', 'p=0.0', '1.0'])})", f"{home}.Lambda(lambda x: x)", f"{home}.RandomApply([{home}.GaussianBlur(3)], p=0.5)", f"{home}.RandomChoice([{home}.RandomInvert(), {home}.RandomVerticalFlip()])"])
        given = c(TENSORS + (ARRAYS if "ToTensor" in step else []))
        yield f"torchvision.transforms.{step.split('.', 1)[1].split('(')[0]}", f"{step}({given})"
    for _ in range(150):
        home = c(["TF", "VF"])
        call = c(
            [
                f"resize({{}}, {c(['[16, 20]', '16', '[24]', '(8, 9)'])})",
                f"center_crop({{}}, {c(['[16, 16]', '10', '(40, 30)'])})",
                "crop({}, 2, 3, 10, 12)",
                "resized_crop({}, 1, 1, 16, 16, [8, 10])",
                f"pad({{}}, {c(['2', '[1, 2]', '[1, 2, 3, 4]'])})",
                "hflip({})",
                "vflip({})",
                f"rotate({{}}, {c(['10', '30.0', '90, expand=False'])})",
                f"rgb_to_grayscale({{}}{c(['', ', 1', ', num_output_channels=3'])})",
                "adjust_brightness({}, 1.5)",
                "adjust_contrast({}, 0.5)",
                "adjust_gamma({}, 0.8)",
                "gaussian_blur({}, [3, 3])",
                "invert({})",
                f"normalize({{}}, {c(['[0.5, 0.5, 0.5], [0.5, 0.5, 0.5]', '[0.5], [0.5]', '[0.5, 0.5], [0.1, 0.1]'])})",
                f"convert_image_dtype({{}}, torch.{c(['float32', 'float64'])})",
                f"five_crop({{}}, {c(['[8, 8]', '10'])})",
            ]
        )
        given = c(TENSORS)
        if "grayscale" in call:
            given = c(TENSORS[:1] + TENSORS[2:])
        yield f"torchvision.transforms.{'v2.' if home == 'VF' else ''}functional.{call.split('(')[0]}", f"{home}.{call.format(given)}"
    for _ in range(30):
        home = c(["TF", "VF"])
        yield "torchvision.transforms.functional.to_tensor", f"{home}.{c(['to_tensor', 'pil_to_tensor'])}({c(PILLOW)})"
        yield "torchvision.transforms.functional.to_pil_image", f"{home}.to_pil_image({c(TENSORS + ARRAYS)}).size"
        yield "PIL.Image", f"np.array({c(PILLOW)}{c(['', '.resize((20, 10))', '.copy()', '.crop((2, 3, 12, 20))'])})"
    for _ in range(70):
        size, shape, classes = c([10, 100, 7]), c(["", ", image_size=(3, 32, 32)", ", (1, 28, 28)"]), c(["", ", num_classes=5"])
        step = c(["T.ToTensor()", "T.Compose([T.Resize((16, 16)), T.ToTensor()])", "T.Compose([T.ToTensor(), T.Normalize(0.5, 0.5)])", "T.PILToTensor()", "v2.Compose([v2.ToImage(), v2.ToDtype(torch.float32, scale=True)])"])
        data = f"datasets.FakeData({size}{shape}{classes}, transform={step})"
        yield "torchvision.datasets.FakeData", c([f"len({data})", f"{data}[0][0]", f"next(iter(DataLoader({data}, {c([2, 4, 16])})))", f"for images, labels in DataLoader({data}, 5, drop_last=True):\n    pass\nimages"])
    for _ in range(6):
        yield "torchvision.datasets.FakeData", f"next(iter(DataLoader(datasets.FakeData({c([10, 20])}), {c([2, 4])})))"


def cases(rng):
    yield from programs(rng)
