"""
Runs functions of a real Django for the tests. Each line of standard input is a call, [name, …arguments] as JSON; each line of
standard output is {"result"} or {"error"}. One process answers any number of calls, one after the other.
"""

import json
import os
import sys
import traceback

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")

import django

django.setup()

from calls import accounts, fill, schema, tokens, web  # noqa: E402

functions = {
    name: value
    for module in (accounts, fill, schema, tokens, web)
    for name, value in vars(module).items()
    if getattr(value, "__module__", None) == module.__name__
}
answers = sys.stdout
# What a command prints is no answer.
sys.stdout = sys.stderr
for line in sys.stdin:
    name, *arguments = json.loads(line)
    try:
        answer = {"result": functions[name](*arguments)}
    except Exception:
        answer = {"error": traceback.format_exc()}
    print(json.dumps(answer, default=str), file=answers, flush=True)
