from django.contrib import admin
from django.contrib.auth import views as auth
from django.urls import path
from rest_framework.decorators import api_view, permission_classes
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework_simplejwt import views as simplejwt


@api_view()
@permission_classes([IsAuthenticated])
def whoami(request):
    """Who is signed in, by simplejwt's token or Django's session."""
    by = type(request.successful_authenticator).__name__
    return Response({"id": str(request.user.pk), "name": request.user.get_username(), "by": by})


urlpatterns = [
    path("admin/", admin.site.urls),
    path("login/", auth.LoginView.as_view(template_name="admin/login.html")),
    path("logout/", auth.LogoutView.as_view(template_name="registration/logged_out.html")),
    path("reset/<uidb64>/<token>/", auth.PasswordResetConfirmView.as_view(), name="password_reset_confirm"),
    path("reset/done/", auth.PasswordResetCompleteView.as_view(), name="password_reset_complete"),
    path("api/token/", simplejwt.TokenObtainPairView.as_view()),
    path("api/token/refresh/", simplejwt.TokenRefreshView.as_view()),
    path("api/token/verify/", simplejwt.TokenVerifyView.as_view()),
    path("api/token/blacklist/", simplejwt.TokenBlacklistView.as_view()),
    path("whoami/", whoami),
]
