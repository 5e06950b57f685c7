"""Words: the figure written out beside its boxes, as a witness of the same number.

line ─▶ lines (find the handwriting) ─▶ reader (letters, `words.onnx`) ─▶ scoring (all numbers) ─▶ witness

The network's card is `MODEL.md`, its training `training/words`.
"""

from siaga.engines.reading.words.reader import letters_reader, words_witness

__all__ = ["letters_reader", "words_witness"]
