from django.urls import path

from naves.web.exchange.views import answering, asking, comments, notices, questions, rounds, steps

app_name = "exchange"
urlpatterns = [
    path("", questions.questions, name="list"),
    path("ask/", asking.ask, name="ask"),
    path("awaiting/", questions.waiting, name="awaiting"),
    path("questions/<uuid:question_id>/", questions.question, name="question"),
    path("questions/<uuid:question_id>/answer/", answering.answer, name="answer"),
    path("questions/<uuid:question_id>/solve/", answering.solve, name="solve"),
    path("questions/<uuid:question_id>/reopen/", answering.reopen, name="reopen"),
    path("questions/<uuid:question_id>/withdraw/", answering.withdraw, name="withdraw"),
    path("questions/<uuid:question_id>/follow/", answering.follow, name="follow"),
    path("answers/<uuid:answer_id>/withdraw/", answering.withdraw_answer, name="withdraw_answer"),
    path("consultations/", rounds.consultations, name="rounds"),
    path("consultations/new/<uuid:strategy_id>/<int:number>/", rounds.new, name="new_round"),
    path("consultations/<uuid:round_id>/", rounds.consultation, name="round"),
    path("consultations/<uuid:round_id>/edit/", rounds.edit, name="edit_round"),
    path("consultations/<uuid:round_id>/close/", steps.close, name="close_round"),
    path("consultations/<uuid:round_id>/publish/", steps.publish, name="publish_round"),
    path("consultations/<uuid:round_id>/cancel/", steps.cancel, name="cancel_round"),
    path("consultations/<uuid:round_id>/comment/", comments.comment, name="comment"),
    path("comments/<uuid:comment_id>/answer/", comments.answer, name="answer_comment"),
    path("comments/<uuid:comment_id>/withdraw/", comments.withdraw, name="withdraw_comment"),
    path("notices/", notices.notices, name="notices"),
    path("notices/<uuid:notice_id>/", notices.notice, name="notice"),
    path("notices/read/", notices.read, name="read_notices"),
    path("notices/choices/", notices.choices, name="notice_choices"),
    path("notices/stop/<str:token>/", notices.stop, name="stop"),
]
