"""Photographs from strangers, decoded safely: `decode(data)` gives grey pixels the right way up, or a reason.

The header is read by hand and checked before a decoder sees anything; the decoder is handed the picture
alone, without metadata, so that nothing else in the file is ever unpacked.
"""

from siaga.engines.reading.photos.decoding import MOST_BYTES, MOST_PIXELS, PhotoError, decode, read

__all__ = ["MOST_BYTES", "MOST_PIXELS", "PhotoError", "decode", "read"]
