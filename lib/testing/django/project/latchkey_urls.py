"""Views that ask Latchkey who is signed in, by docs/django/latchkey_auth.py: one of DRF's, and plain ones."""

from django.http import JsonResponse
from django.urls import path
from latchkey_auth import LatchkeyAuthentication
from rest_framework.authentication import SessionAuthentication
from rest_framework.decorators import api_view, authentication_classes, permission_classes
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework_simplejwt.views import TokenObtainPairView


@api_view(["GET", "POST"])
@authentication_classes([LatchkeyAuthentication, SessionAuthentication])
@permission_classes([IsAuthenticated])
def api(request):
    return Response({"name": request.user.get_username(), "by": type(request.successful_authenticator).__name__})


@api_view()
@authentication_classes([LatchkeyAuthentication])
@permission_classes([])
def open_to_all(request):
    return Response({"name": request.user.get_username()})


def page(request):
    return JsonResponse({"name": request.user.get_username(), "permissions": len(request.user.get_all_permissions())})


def public(request):
    return JsonResponse({"name": None})


urlpatterns = [
    path("api/", api),
    path("api/open/", open_to_all),
    path("page/", page),
    path("public/", public),
    path("token/", TokenObtainPairView.as_view()),
]
