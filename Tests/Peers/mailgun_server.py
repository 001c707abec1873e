"""Stands in for Mailgun's API in tests: takes what its documentation says it takes, and writes every request down as one line of JSON."""

import argparse
import base64
import json
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl

parser = argparse.ArgumentParser()
parser.add_argument("--port", type=int, required=True)
parser.add_argument("--log", required=True)
parser.add_argument("--domain", required=True)
parser.add_argument("--key", required=True)
options = parser.parse_args()

KNOWN = {"to", "from", "subject", "text", "h:Reply-To", "cc", "bcc", "o:tag"}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def answer(self, status, body, headers={}):
        data = json.dumps(body).encode() if not isinstance(body, bytes) else body
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(data)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        if self.headers.get("Transfer-Encoding"):
            return self.answer(411, {"message": "Length required"})
        if self.path != f"/v3/{options.domain}/messages":
            return self.answer(404, {"message": "Domain not found"})
        if self.headers.get("Authorization") != "Basic " + base64.b64encode(f"api:{options.key}".encode()).decode():
            return self.answer(401, b"Forbidden")
        if self.headers.get("Content-Type") != "application/x-www-form-urlencoded":
            return self.answer(415, {"message": "Unsupported media type"})
        fields = parse_qsl(body, keep_blank_values=True, strict_parsing=True)
        names = [name for name, _ in fields]
        if len(set(names)) != len(names) or not set(names) <= KNOWN:
            return self.answer(400, {"message": f"unknown or repeated fields: {names}"})
        form = dict(fields)
        name = form["to"].split("@")[0]
        if name == "refused":
            return self.answer(400, {"message": "to parameter is not a valid address"})
        if name == "broken":
            return self.answer(500, b"\x00 not JSON")
        if name == "limited":
            return self.answer(429, {"message": "slow down"}, {"Retry-After": "7"})
        if name == "nameless":
            return self.answer(200, {"message": "Queued."})
        if name == "redirected":
            return self.answer(302, {}, {"Location": f"http://127.0.0.1:{options.port}/elsewhere"})
        with open(options.log, "a") as log:
            log.write(json.dumps({"time": time.time(), "form": form}) + "\n")
        self.answer(200, {"id": f"<{len(body)}.1@{options.domain}>", "message": "Queued. Thank you."})


ThreadingHTTPServer(("127.0.0.1", options.port), Handler).serve_forever()
