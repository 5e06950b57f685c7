"""An append-only log anyone can check: Merkle tree (RFC 9162), signed checkpoints (C2SP), public bundles.

`canonical` turns an entry into the bytes that are hashed; `tree` grows the tree and `proofs` argues about it;
`notes` and `checkpoints` sign its head; `bundle` lays a log out as files, and `verify` tells whether one
byte of them was changed. Nothing here knows Django, a database or a clock.
"""
