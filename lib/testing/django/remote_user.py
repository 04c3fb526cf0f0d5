"""
Runs the document's middleware and backend in a Django of one model, and prints whom requests are for, as JSON.
Arguments: the file with their source; then pairs of headers: `-` for a request without one.
"""

import importlib.util
import json
import sys

import django
from django.conf import settings
from django.http import JsonResponse
from django.urls import path

settings.configure(
    SECRET_KEY="x" * 50,
    ALLOWED_HOSTS=["*"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "latchkey_proxy.LatchkeyMiddleware",
    ],
    AUTHENTICATION_BACKENDS=["latchkey_proxy.LatchkeyBackend"],
)
django.setup()

spec = importlib.util.spec_from_file_location("latchkey_proxy", sys.argv[1])
sys.modules["latchkey_proxy"] = module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)

urlpatterns = [path("", lambda request: JsonResponse({"user": request.user.username}))]

from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

call_command("migrate", verbosity=0)
for name in ["mseo", "Kim.\uae40+1"]:
    User.objects.create_user(name)
User.objects.create_user("gone", is_active=False)

# One browser, whose Django session goes on from one request to the next.
client = Client()
print(
    json.dumps(
        [
            client.get("/", **({} if header == "-" else {"HTTP_REMOTE_USER": header})).json()["user"]
            for header in sys.argv[2:]
        ]
    )
)
