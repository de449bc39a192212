"""Addresses of needs."""

from django.urls import path

from naves.web.needs.views import entry, evidence, following, inbox, lists, merging, pages, steps

app_name = "needs"
urlpatterns = [
    path("", lists.needs, name="list"),
    path("new/", entry.new, name="new"),
    path("new/similar/", entry.similar, name="similar"),
    path("inbox/", inbox.inboxes, name="inboxes"),
    path("inbox/<str:code>/", inbox.inbox_page, name="inbox"),
    path("evidence/<uuid:evidence_id>/file/", evidence.file, name="file"),
    path("evidence/<uuid:evidence_id>/move/", evidence.move, name="move_evidence"),
    path("evidence/<uuid:evidence_id>/new-need/", inbox.new_need, name="need_of_evidence"),
    path("<uuid:need_id>/", pages.need, name="need"),
    path("<uuid:need_id>/history/", pages.need_history, name="history"),
    path("<uuid:need_id>/edit/", entry.edit, name="edit"),
    path("<uuid:need_id>/publish/", steps.publish, name="publish"),
    path("<uuid:need_id>/answer/", steps.answer, name="answer"),
    path("<uuid:need_id>/reopen/", steps.reopen, name="reopen"),
    path("<uuid:need_id>/withdraw/", steps.withdraw, name="withdraw"),
    path("<uuid:need_id>/merge/", merging.merge, name="merge"),
    path("<uuid:need_id>/split/", merging.split, name="split"),
    path("<uuid:need_id>/follow/", following.follow, name="follow"),
    path("<uuid:need_id>/evidence/", evidence.add, name="add_evidence"),
]
