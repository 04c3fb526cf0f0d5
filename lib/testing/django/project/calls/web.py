"""Requests to the project's views, through its middleware."""

import json
import sys

from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client, override_settings


def request(method, path, options={}):
    """@param options json, form, headers (as META names them), cookies"""
    client = Client(raise_request_exception=False)
    client.cookies.load(options.get("cookies", {}))
    headers = options.get("headers", {})
    if "json" in options:
        answer = client.generic(method, path, json.dumps(options["json"]), "application/json", **headers)
    elif "form" in options:
        answer = client.post(path, options["form"], **headers)
    else:
        answer = client.generic(method, path, **headers)
    is_json = answer.get("Content-Type") == "application/json"
    return {
        "status": answer.status_code,
        "body": json.loads(answer.content) if is_json and answer.content else None,
        "location": answer.get("Location"),
        "cookies": {name: cookie.value for name, cookie in client.cookies.items()},
    }


def log_in(name, password):
    """Signs in by the form. @returns the session's cookie; null where it is refused"""
    answer = request("POST", "/login/", {"form": {"username": name, "password": password}})
    return answer["cookies"].get("sessionid") if answer["status"] == 302 else None


def who_is(session):
    """Whom a session's cookie signs in; null for nobody."""
    answer = request("GET", "/whoami/", {"cookies": {"sessionid": session}})
    return answer["body"]["name"] if answer["status"] == 200 else None


def who_is_at_latchkey(folder, url, cookies):
    """Whom Latchkey's cookies sign in at a view of the project's, by latchkey_auth.py; null for nobody. @param folder of that file"""
    if folder not in sys.path:
        sys.path.append(folder)
    middleware = [*settings.MIDDLEWARE, "latchkey_auth.LatchkeyMiddleware"]
    with override_settings(LATCHKEY_URL=url, LATCHKEY_COOKIES=list(cookies), MIDDLEWARE=middleware):
        answer = request("GET", "/whoami/", {"cookies": cookies})
    return answer["body"]["name"] if answer["status"] == 200 else None


def use_reset_link(uid, token, password):
    """Follows a mailed link and sends the form. @returns whether the password was set"""
    opened = request("GET", f"/reset/{uid}/{token}/")
    if opened["status"] != 302:
        return False
    form = {"new_password1": password, "new_password2": password}
    return request("POST", opened["location"], {"form": form, "cookies": opened["cookies"]})["status"] == 302


def session_keys():
    return sorted(Session.objects.values_list("session_key", flat=True))
