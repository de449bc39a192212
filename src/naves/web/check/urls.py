from django.urls import path

from naves.web.check.views import compare, drafts, lists, report, start, suggestions

app_name = "check"
urlpatterns = [
    path("", start.start, name="start"),
    path("read/", drafts.read, name="read"),
    path("draft/", drafts.draft, name="draft"),
    path("<uuid:strategy_id>/", report.latest, name="latest"),
    path("<uuid:strategy_id>/<int:number>/", report.check, name="check"),
    path("<uuid:strategy_id>/<int:number>/report/", report.printed, name="report"),
    path("<uuid:strategy_id>/<int:number>/needs/", lists.needs, name="needs"),
    path("<uuid:strategy_id>/<int:number>/measures/", lists.measures, name="measures"),
    path("<uuid:strategy_id>/<int:number>/suggestions/", suggestions.suggestions, name="suggestions"),
    path("<uuid:strategy_id>/compare/<int:before>/<int:after>/", compare.compare, name="compare"),
]
