"""「示范医院 OA」: a small office system to install the plugin into. A reference host, not an OA product.

It knows nothing of recruitment but ``recruit_host.py``; take the line out of ``OA_EXTENSIONS`` and it is an OA
without recruitment. Serve it with ``flask --app hr_recruit_plugin.demo.oa run``.
"""

from .app import create_app
from .config import RECRUIT, Defaults

__all__ = ["RECRUIT", "Defaults", "create_app"]
