"""Hubs: asking them for models, keeping their tokens, fetching files at a commit.

Import from the modules: `base` (the protocol), `huggingface` (the adapter), `download`,
`credentials`, `transport`. This package itself imports nothing, so that looking it up is free.
"""
