"""Questions, consultations and notices."""

from naves.domains.exchange.models.consultations import Comment, ConsultationRound
from naves.domains.exchange.models.notices import Notice, NoticeChoice
from naves.domains.exchange.models.questions import Answer, Question, QuestionFollower

__all__ = ["Answer", "Comment", "ConsultationRound", "Notice", "NoticeChoice", "Question", "QuestionFollower"]
