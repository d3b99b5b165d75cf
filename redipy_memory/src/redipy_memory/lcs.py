"""The longest common subsequence of two strings of bytes."""

from __future__ import annotations

from array import array


class CommonBytes:
    """What two strings have in common, found in O(N*M) time and memory."""

    def __init__(self, first: bytes, second: bytes) -> None:
        self._first, self._second = first, second
        # Row i, column j: the length for the first i and j bytes.
        row = array("I", [0]) * (len(second) + 1)
        self._rows = [row]
        for byte in first:
            above, row = row, array("I", [0])
            diagonal = left = 0
            for other, up in zip(second, above[1:], strict=True):
                if byte == other:
                    left = diagonal + 1
                elif up > left:
                    left = up
                row.append(left)
                diagonal = up
            self._rows.append(row)

    @property
    def length(self) -> int:
        """How many bytes it has."""
        return self._rows[-1][-1]

    def stretches(self) -> list[tuple[int, int, int]]:
        """Where it stands in both strings, and how long, the last stretch first.

        Of several subsequences it is the server's: where neither string has
        the longer rest, the second one gives way.
        """
        found: list[tuple[int, int, int]] = []
        i, j, run = len(self._first), len(self._second), 0
        while i and j:
            if self._first[i - 1] == self._second[j - 1]:
                i, j, run = i - 1, j - 1, run + 1
                continue
            if run:
                found.append((i, j, run))
                run = 0
            if self._rows[i - 1][j] > self._rows[i][j - 1]:
                i -= 1
            else:
                j -= 1
        if run:
            found.append((i, j, run))
        return found
