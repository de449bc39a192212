"""The colours of coverage can be read and told apart, also by the colour-blind."""

import re
from itertools import combinations
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

import naves.web.design

CSS = (Path(naves.web.design.__file__).parent / "static" / "design" / "css" / "scale.css").read_text()
Array = npt.NDArray[np.float64]
STEPS = [f"c{index}" for index in range(7)]
READABLE = 4.5
# A difference of 2.3 in CIELAB is just noticeable; small cells on a map want several times that.
APART = 15
# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB.
EYES = {
    "usual": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
}
XYZ = np.array([[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.072175], [0.0193339, 0.119192, 0.9503041]])


def linear(name: str) -> Array:
    value = re.search(rf"--{name}: #([0-9a-f]{{3,6}});", CSS).group(1)
    value = "".join(letter * 2 for letter in value) if len(value) == 3 else value
    srgb = np.array([int(value[start : start + 2], 16) for start in (0, 2, 4)]) / 255
    return np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    bright, dark = sorted((float(XYZ[1] @ linear(name)) for name in (one, other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def lab(rgb: Array) -> Array:
    ratio = XYZ @ rgb / np.array([0.95047, 1, 1.08883])
    f = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("step", [*STEPS, "c-none"])
def test_text_on_each_step_is_readable(step: str) -> None:
    assert contrast(step, f"{step}-text") >= READABLE


@pytest.mark.parametrize("eye", EYES)
def test_any_two_steps_can_be_told_apart(eye: str) -> None:
    seen = [lab(np.clip(np.array(EYES[eye]) @ linear(step), 0, 1)) for step in STEPS]
    assert min(float(np.linalg.norm(one - other)) for one, other in combinations(seen, 2)) > APART


@pytest.mark.parametrize("eye", EYES)
def test_middle_is_the_lightest_step(eye: str) -> None:
    light = [lab(np.clip(np.array(EYES[eye]) @ linear(step), 0, 1))[0] for step in STEPS]
    assert light[:4] == sorted(light[:4])
    assert light[3:] == sorted(light[3:], reverse=True)
