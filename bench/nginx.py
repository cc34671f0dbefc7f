"""The yardstick: nginx with two workers that answers every request with the same body."""

import contextlib
import subprocess
from dataclasses import dataclass
from pathlib import Path

from process import free_port, running, wait_for
from session import can_connect

# nginx refuses a longer word in its configuration; a larger body is put together from pieces.
PIECE = 3500

CONFIGURATION = """\
worker_processes 2;
daemon off;
pid {directory}/nginx.pid;
error_log {directory}/nginx.log;
events {{ worker_connections 1024; }}
http {{
  access_log off;
  keepalive_timeout 75s;
  keepalive_requests 1000000000;
  default_type application/json;
  client_body_temp_path {directory}/body;
  proxy_temp_path {directory}/proxy;
  fastcgi_temp_path {directory}/fastcgi;
  uwsgi_temp_path {directory}/uwsgi;
  scgi_temp_path {directory}/scgi;
{servers}}}
"""


@dataclass
class Nginx:
    child: subprocess.Popen
    ports: dict[str, int]  # By the name of the body.
    sizes: dict[str, int]


def render_server(port: int, size: int) -> str:
    whole, rest = divmod(size, PIECE)
    body = "${piece}" * whole + "x" * rest
    return (
        f'  server {{\n    listen 127.0.0.1:{port} reuseport;\n    set $piece "{"x" * PIECE}";\n'
        f'    return 200 "{body}";\n  }}\n'
    )


@contextlib.contextmanager
def serving(directory: Path, sizes: dict[str, int]):
    """nginx with one port for each named body of so many bytes."""
    directory.mkdir(parents=True, exist_ok=True)
    ports = {name: free_port() for name in sizes}
    servers = "".join(render_server(ports[name], size) for name, size in sizes.items())
    configuration = directory / "nginx.conf"
    configuration.write_text(CONFIGURATION.format(directory=directory, servers=servers))
    argv = ["nginx", "-p", str(directory), "-c", str(configuration)]
    log = directory / "nginx.out"
    with running(argv, log) as child:
        wait_for("nginx", lambda: all(can_connect(port) for port in ports.values()), child, log)
        yield Nginx(child, ports, sizes)
