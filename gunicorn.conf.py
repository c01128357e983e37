"""gunicorn as `make run` and a deployment start it. HOST, PORT and counts: the environment."""

import gc
import os
from typing import Any

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
# Threads, because browsers open connections they do not use at once; each would hold a process.
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS", "4"))
preload_app = True
timeout = 30
graceful_timeout = 20
# No access log: a list of addresses and times is what nobody can lose.
accesslog = None
loglevel = "warning"
# Whether a proxy is trusted is said once, in the settings (TRUST_PROXY).
secure_scheme_headers = {}
control_socket_disable = True
# Loading makes next to no garbage; looking for it would be a tenth of the start.
gc.disable()


def when_ready(server: Any) -> None:
    """Everything is loaded and about to be shared: collecting it would only copy it."""
    gc.collect()
    gc.freeze()


def pre_fork(server: Any, worker: Any) -> None:
    """Workers look for garbage again; also after a reload, which goes without `when_ready`."""
    gc.enable()
