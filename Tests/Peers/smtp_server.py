"""A mail server for tests. Writes every message it takes as one line of JSON, and refuses some recipients by their names."""

import argparse
import asyncio
import base64
import json
import ssl
import time
from email import message_from_bytes, policy

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

parser = argparse.ArgumentParser()
parser.add_argument("--port", type=int, required=True)
parser.add_argument("--log", required=True)
parser.add_argument("--security", choices=["none", "starttls", "tls"], default="none")
parser.add_argument("--certificate")
parser.add_argument("--key")
parser.add_argument("--user")
parser.add_argument("--password")
parser.add_argument("--mechanism")
options = parser.parse_args()


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        name = address.split("@")[0]
        if name == "refused":
            return "550 5.1.1 no such user"
        if name == "later":
            return "451 4.7.1 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        # The parser of Python's standard library, so that what it reads was not read by code of the product.
        message = message_from_bytes(envelope.original_content, policy=policy.default)
        record = {
            "time": time.time(),
            "client": session.host_name,
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            # A socket that speaks TLS from the first byte takes nothing else.
            "secure": session.ssl is not None or options.security == "tls",
            "user": session.auth_data.login.decode() if session.auth_data else None,
            "headers": [[name, str(value)] for name, value in message.items()],
            "defects": [str(defect) for defect in message.defects],
            "text": message.get_content().replace("\r\n", "\n"),
            "raw": base64.b64encode(envelope.original_content).decode(),
        }
        with open(options.log, "a") as log:
            log.write(json.dumps(record) + "\n")
        return "250 2.0.0 taken"


def authenticate(server, session, envelope, mechanism, data):
    right = isinstance(data, LoginPassword) and data.login.decode() == options.user and data.password.decode() == options.password
    return AuthResult(success=right, handled=right, auth_data=data)


async def main():
    settings, secure = {}, None
    if options.security != "none":
        secure = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        secure.load_cert_chain(options.certificate, options.key)
    if options.security == "starttls":
        settings |= {"tls_context": secure, "require_starttls": True}
    if options.user:
        excluded = [name for name in ("PLAIN", "LOGIN") if options.mechanism and name != options.mechanism]
        settings |= {"authenticator": authenticate, "auth_required": True, "auth_require_tls": False, "auth_exclude_mechanism": excluded}
    loop = asyncio.get_running_loop()
    implicit = secure if options.security == "tls" else None
    server = await loop.create_server(lambda: SMTP(Handler(), loop=loop, **settings), "127.0.0.1", options.port, ssl=implicit)
    await server.serve_forever()


asyncio.run(main())
