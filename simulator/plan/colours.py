"""Warning colours."""

COLOURS = frozenset(
    {"blue", "yellow", "orange", "red", "蓝", "黄", "橙", "红", "蓝色", "黄色", "橙色", "红色"}
)
"""Levels by which a scale is one of warnings (Emergency Response Law 2024, Art. 63)."""
