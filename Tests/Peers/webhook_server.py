"""Stands in for a receiver of webhooks in tests: checks signatures with the library of Standard Webhooks, and writes every request down as one line of JSON.

What it answers follows from the path: /ok, /status/<code>, /redirect, /silent (nothing), /slow (a head, and then nothing), /endless (a body without end).
"""

import argparse
import json
import ssl
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from standardwebhooks.webhooks import Webhook, WebhookVerificationError

parser = argparse.ArgumentParser()
parser.add_argument("--port", type=int, required=True)
parser.add_argument("--log", required=True)
parser.add_argument("--secrets", required=True, help="a file with a secret in each line; read with every request")
parser.add_argument("--certificate")
parser.add_argument("--key")
options = parser.parse_args()


def signers(headers, body):
    """Which of the secrets a request is signed with, by their place in the file."""
    found = []
    with open(options.secrets) as secrets:
        for place, secret in enumerate(secrets.read().split()):
            try:
                Webhook(secret).verify(body, dict(headers))
                found.append(place)
            except WebhookVerificationError:
                pass
    return found


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def answer(self, status, body=b"", headers={}):
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        record = {
            "time": time.time(),
            "path": self.path,
            "host": self.headers.get("Host"),
            "type": self.headers.get("Content-Type"),
            "id": self.headers.get("webhook-id"),
            "signers": signers(self.headers, body),
            "body": json.loads(body),
        }
        with open(options.log, "a") as log:
            log.write(json.dumps(record) + "\n")
        kind = self.path.strip("/").split("/")
        if kind[0] == "status":
            return self.answer(int(kind[1]), b"\x00 said the receiver", {"Retry-After": "7"})
        if kind[0] == "redirect":
            return self.answer(307, b"", {"Location": "/ok"})
        if kind[0] == "silent":
            time.sleep(60)
            return
        if kind[0] in ("slow", "endless"):
            self.send_response(200)
            self.end_headers()
            self.close_connection = True
            try:
                while kind[0] == "endless":
                    self.wfile.write(b"x" * 1000)
                time.sleep(60)
            except OSError:
                pass
            return
        self.answer(200, b"thank you")


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256


server = Server(("127.0.0.1", options.port), Handler)
if options.certificate:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(options.certificate, options.key)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
server.serve_forever()
