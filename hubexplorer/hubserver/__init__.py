"""The private hub in the box: stock Hugging Face clients and git read from it.

`store.HubStore` keeps repositories on disk, `app.hub_app` answers HTTP for one,
`serve.serve_app` listens. Storage: bare git repositories that plain git can read, large files as
LFS pointers with their bytes in a sha256 object store, and an SQLite index over both.
"""

from importlib.util import find_spec

from hubexplorer.errors import MissingExtra

if not all(find_spec(name) for name in ("dulwich", "httptools", "uvicorn")):
    raise MissingExtra("hub", what="The embedded and private hub")
