"""The proxies that people put in front, configured by the very blocks of docs/operations.md."""

import re
import shutil
import socket
import subprocess
import time

import limits
from program import free_port
from tree import ROOT


def documented(language: str, containing: str = "") -> str:
    """The first code block of docs/operations.md in a language that contains a text."""
    text = (ROOT / "docs" / "operations.md").read_text()
    blocks = re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return next(block for block in blocks if containing in block)


def nginx_text(folder, port: int, block: str) -> str:
    return f"""
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port};
        {block}
    }}
    server {{
        listen 127.0.0.1:{port + 1} http2;
        {block}
    }}
}}
"""


def apache_text(folder, port: int, block: str) -> str:
    names = ("mpm_event", "authz_core", "filter", "deflate", "headers", "proxy", "proxy_http")
    modules = "\n".join(
        f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so" for name in names
    )
    return f"""
{modules}
ServerName localhost
Listen 127.0.0.1:{port}
PidFile {folder}/apache.pid
ErrorLog {folder}/error.log
DefaultRuntimeDir {folder}
User nobody
Group nogroup
{block}
"""


def haproxy_text(_folder, port: int, block: str) -> str:
    return f"""
defaults
    timeout connect 5s
    timeout client 30s
    timeout server 30s
frontend front
    mode http
    bind 127.0.0.1:{port}
    default_backend expediter
{block}
"""


# What each is started with, and how a configuration is made of a documented block.
KINDS = {
    "nginx": (nginx_text, lambda file: ["nginx", "-c", str(file)]),
    "apache": (apache_text, lambda file: ["apache2", "-X", "-f", str(file)]),
    "haproxy": (haproxy_text, lambda file: ["haproxy", "-db", "-f", str(file)]),
}


def two_free_ports() -> int:
    """A port of which the next one is free too."""
    while True:
        port = free_port()
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port + 1))
                return port
            except OSError:
                continue


class Proxy:
    """A running proxy in front of a server on 127.0.0.1. The one who starts it stops it."""

    def __init__(self, kind: str, folder, upstream_port: int, block: str):
        make_text, make_command = KINDS[kind]
        folder.mkdir()
        folder.chmod(0o777)
        self.port = two_free_ports()
        self.url = f"http://127.0.0.1:{self.port}"
        file = folder / "proxy.conf"
        block = block.replace("127.0.0.1:8080", f"127.0.0.1:{upstream_port}")
        file.write_text(make_text(folder, self.port, block))
        command = make_command(file)
        program = shutil.which(command[0], path="/usr/sbin:/usr/bin:/sbin:/bin")
        assert program, f"{command[0]} is not installed"
        self.output = folder / "output"
        with self.output.open("w") as output:
            self.process = subprocess.Popen([program, *command[1:]], stdout=output, stderr=output)
        self._wait()

    def _wait(self) -> None:
        give_up = time.monotonic() + limits.START_S
        while time.monotonic() < give_up:
            assert self.process.poll() is None, self.output.read_text()
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.02)
        self.stop()
        raise AssertionError(f"the proxy does not listen:\n{self.output.read_text()}")

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(limits.STOP_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
