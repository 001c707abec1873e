"""A small S3-compatible store for tests. Signatures are computed by botocore, not by the code under test.

Logs one JSON object per request: method, path, status.
Faults on demand: a PUT of a key that contains "flaky" is answered 503 the first time.
"""

import argparse
import datetime
import hashlib
import json
import threading
import urllib.parse
import xml.sax.saxutils
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from botocore.auth import S3SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

parser = argparse.ArgumentParser()
for option in ("--port", "--log", "--bucket", "--access", "--secret"):
    parser.add_argument(option, required=True)
options = parser.parse_args()
BUCKET, ACCESS, SECRET = options.bucket, options.access, options.secret
log = open(options.log, "a", buffering=1)
PAGE = 3
objects = {}
uploads = {}
failed = set()
lock = threading.Lock()


def signature(method, host, path, query, headers, amz_date, body_hash):
    """The signature that botocore gives such a request."""
    request = AWSRequest(method=method, url=f"http://{host}{path}" + (f"?{query}" if query else ""), headers=headers)
    request.context["timestamp"] = amz_date
    auth = S3SigV4Auth(Credentials(ACCESS, SECRET), "s3", "us-east-1")
    canonical = auth.canonical_request(request)
    assert canonical.endswith(body_hash)
    return auth.signature(auth.string_to_sign(request, canonical), request)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def answer(self, status, body=b"", headers=()):
        log.write(json.dumps({"method": self.command, "path": self.path, "status": status}) + "\n")
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def refuse(self, status, code):
        self.answer(status, f"<Error><Code>{code}</Code><Message>text of {code}</Message></Error>".encode())

    def is_signed(self, path, query, body):
        given = self.headers.get("Authorization", "")
        body_hash = self.headers.get("x-amz-content-sha256", "")
        if body_hash != hashlib.sha256(body).hexdigest():
            return False
        names = given.split("SignedHeaders=")[-1].split(",")[0].split(";")
        headers = {name: self.headers[name] for name in names}
        date = self.headers["x-amz-date"]
        age = datetime.datetime.utcnow() - datetime.datetime.strptime(date, "%Y%m%dT%H%M%SZ")
        if abs(age.total_seconds()) > 900:
            return False
        expected = signature(self.command, self.headers["host"], path, query, headers, date, body_hash)
        return given.endswith("Signature=" + expected) and f"Credential={ACCESS}/{date[:8]}/us-east-1/s3/aws4_request" in given

    def handle_request(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path, _, query = self.path.partition("?")
        if not self.is_signed(path, query, body):
            return self.refuse(403, "SignatureDoesNotMatch")
        parts = urllib.parse.unquote(path).lstrip("/").split("/", 1)
        if parts[0] != BUCKET:
            return self.refuse(404, "NoSuchBucket")
        key = parts[1] if len(parts) > 1 else ""
        values = {name: value[0] for name, value in urllib.parse.parse_qs(query, keep_blank_values=True).items()}
        with lock:
            self.act(key, values, body)

    do_GET = do_PUT = do_POST = do_DELETE = handle_request

    def act(self, key, values, body):
        if self.command == "PUT" and "flaky" in key and key not in failed:
            failed.add(key)
            return self.refuse(503, "SlowDown")
        if "list-type" in values:
            return self.page(values)
        if "uploads" in values:
            upload = f"upload-{len(uploads)}"
            uploads[upload] = {}
            return self.answer(200, f"<InitiateMultipartUploadResult><UploadId>{upload}</UploadId></InitiateMultipartUploadResult>".encode())
        if "uploadId" in values:
            return self.part(key, values, body)
        if self.command == "PUT":
            objects[key] = body
            return self.answer(200, headers=[("ETag", '"%s"' % hashlib.md5(body).hexdigest())])
        if self.command == "DELETE":
            objects.pop(key, None)
            return self.answer(204)
        if key not in objects:
            return self.refuse(404, "NoSuchKey")
        self.answer(200, objects[key])

    def part(self, key, values, body):
        parts = uploads[values["uploadId"]]
        if self.command == "PUT":
            parts[int(values["partNumber"])] = body
            return self.answer(200, headers=[("ETag", '"%s"' % hashlib.md5(body).hexdigest())])
        if self.command == "DELETE":
            del uploads[values["uploadId"]]
            return self.answer(204)
        for number, data in parts.items():
            wanted = f'<PartNumber>{number}</PartNumber><ETag>"{hashlib.md5(data).hexdigest()}"</ETag>'
            if wanted not in body.decode():
                return self.refuse(400, "InvalidPart")
        objects[key] = b"".join(parts[number] for number in sorted(parts))
        self.answer(200, b"<CompleteMultipartUploadResult></CompleteMultipartUploadResult>")

    def page(self, values):
        keys = sorted(key for key in objects if key.startswith(values["prefix"]) and key > values.get("continuation-token", ""))
        rows = "".join(
            f"<Contents><Key>{xml.sax.saxutils.escape(key)}</Key><Size>{len(objects[key])}</Size></Contents>" for key in keys[:PAGE]
        )
        more = len(keys) > PAGE
        token = f"<NextContinuationToken>{xml.sax.saxutils.escape(keys[PAGE - 1])}</NextContinuationToken>" if more else ""
        self.answer(200, f"<ListBucketResult><IsTruncated>{str(more).lower()}</IsTruncated>{token}{rows}</ListBucketResult>".encode())


ThreadingHTTPServer(("127.0.0.1", int(options.port)), Handler).serve_forever()
