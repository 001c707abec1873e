"""Tells how often each operation succeeded (scripts/check-api); fails when an answer that the document promises never came."""

import json
import sys
from pathlib import Path

# Answers that cannot come in such a run, as "GET /v1/… 200", with the reason. There are none.
EXCEPTIONS = {}

noted = json.loads(Path("answers.json").read_text())
document = json.loads(Path("openapi.json").read_text())
missing = []
print(f"{'2xx':>6}{'4xx':>6}{'other':>6}  operation")
for path, methods in document["paths"].items():
    for method, description in methods.items():
        operation = f"{method.upper()} {path}"
        found = noted["answers"].get(operation, {})
        classes = [sum(count for status, count in found.items() if status[0] == first) for first in "24"]
        print(f"{classes[0]:6}{classes[1]:6}{sum(found.values()) - sum(classes):6}  {operation}")
        promised = [f"{operation} {status}" for status in description["responses"] if status[0] == "2" and status not in found]
        missing += [answer for answer in promised if answer not in EXCEPTIONS]
print("Refusals that no schema tells, by rule:")
for rule, count in sorted(noted["told"].items()):
    print(f"{count:6}  {rule}")
if missing:
    sys.exit("error: never answered: " + ", ".join(missing))
print("Every operation succeeded, with every status it may succeed with.")
