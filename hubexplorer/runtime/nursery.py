"""The process with torch and transformers imported, which forks a worker for each model.

Run as `python -m hubexplorer.runtime.nursery FD`. It never opens a model, so that nothing a model
does can reach the next worker. Through the socket FD arrive single bytes, each with a socket for
a new worker; back go {"event": "ready"} once and {"event": "forked", "pid": ...} for each.
It leads a process group of its own, which its workers belong to.
"""

from __future__ import annotations

import gc
import importlib
import os
import signal
import socket
import sys

from hubexplorer.runtime import frames, worker
from hubexplorer.runtime.sandbox import Connections, log_refused
from hubexplorer.runtime.tasks import registry

_PRELOADED = (
    "torch",
    "transformers.modeling_utils",
    "transformers.models.auto.modeling_auto",
    "transformers.models.auto.image_processing_auto",
    "transformers.models.auto.tokenization_auto",
    "transformers.models.bert.modeling_bert",
    "transformers.models.distilbert.modeling_distilbert",
    "transformers.models.roberta.modeling_roberta",
    "transformers.models.xlm_roberta.modeling_xlm_roberta",
    "transformers.models.vit.modeling_vit",
    "transformers.models.vit.image_processing_pil_vit",
    "PIL.PngImagePlugin",
    "hubexplorer.runtime.loading",
)
"""What the commonest models need; other architectures are imported by their worker."""


def main(descriptor: int) -> None:
    """Import, then fork on request until the host closes the socket."""
    connections = Connections(log_refused)
    for name in _PRELOADED:
        importlib.import_module(name)
    registry.all_tasks()
    # Objects that no collection visits stay in pages that all workers share.
    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the system takes their exit status
    control = socket.socket(fileno=descriptor)
    frames.send(control, {"event": "ready"})
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, 1, 1)
        if not message:
            # The host has ended: so do all workers, also one that computes and does not look.
            os.killpg(0, signal.SIGKILL)
        pid = os.fork()
        if pid == 0:
            control.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            worker.serve(socket.socket(fileno=descriptors[0]), connections)
        os.close(descriptors[0])
        frames.send(control, {"event": "forked", "pid": pid})


if __name__ == "__main__":
    main(int(sys.argv[1]))
