"""Addresses of imports."""

from django.urls import path

from naves.web.imports.views import answers, jobs, listing, uploading

app_name = "imports"
urlpatterns = [
    path("", listing.list_page, name="list"),
    path("new/<slug:kind>/", uploading.upload, name="new"),
    path("template/<slug:kind>.<slug:form>", uploading.template, name="template"),
    path("answers/", answers.page, name="answers"),
    path("answers/<slug:form>.csv", answers.download, name="answers-file"),
    path("<uuid:job_id>/", jobs.job_page, name="job"),
    path("<uuid:job_id>/confirm/", jobs.confirm, name="confirm"),
    path("<uuid:job_id>/answer/", jobs.answer, name="answer"),
    path("<uuid:job_id>/again/", jobs.again, name="again"),
    path("<uuid:job_id>/cancel/", jobs.cancel, name="cancel"),
]
