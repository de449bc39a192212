from django.urls import path

from naves.web.strategies.views import claims, contents, linking, listing, pages, progress, responses, versions

app_name = "strategies"
urlpatterns = [
    path("", listing.strategies, name="list"),
    path("new/", versions.create, name="new"),
    path("<uuid:strategy_id>/", pages.strategy, name="strategy"),
    path("<uuid:strategy_id>/rename/", versions.rename, name="rename"),
    path("<uuid:strategy_id>/new-version/", versions.new_version, name="new_version"),
    path("<uuid:strategy_id>/versions/<int:number>/", pages.version, name="version"),
    path("<uuid:strategy_id>/versions/<int:number>/edit/", versions.edit, name="edit_version"),
    path("<uuid:strategy_id>/versions/<int:number>/places/", versions.places, name="places"),
    path("<uuid:strategy_id>/versions/<int:number>/approve/", versions.approve, name="approve"),
    path("<uuid:strategy_id>/versions/<int:number>/withdraw/", versions.withdraw, name="withdraw"),
    path("<uuid:strategy_id>/versions/<int:number>/goals/new/", contents.new_goal, name="new_goal"),
    path("<uuid:strategy_id>/versions/<int:number>/measures/new/", contents.new_measure, name="new_measure"),
    path("goals/<uuid:goal_id>/edit/", contents.edit_goal, name="edit_goal"),
    path("goals/<uuid:goal_id>/remove/", contents.remove_goal, name="remove_goal"),
    path("measures/<uuid:measure_id>/", pages.measure, name="measure"),
    path("measures/<uuid:measure_id>/edit/", contents.edit_measure, name="edit_measure"),
    path("measures/<uuid:measure_id>/remove/", contents.remove_measure, name="remove_measure"),
    path("measures/<uuid:measure_id>/status/", progress.change_status, name="measure_status"),
    path("measures/<uuid:measure_id>/indicators/new/", contents.new_indicator, name="new_indicator"),
    path("measures/<uuid:measure_id>/answer/", linking.from_measure, name="propose_for_measure"),
    path("indicators/<uuid:indicator_id>/edit/", contents.edit_indicator, name="edit_indicator"),
    path("indicators/<uuid:indicator_id>/remove/", contents.remove_indicator, name="remove_indicator"),
    path("indicators/<uuid:indicator_id>/readings/new/", progress.record_reading, name="new_reading"),
    path("answer/<uuid:need_id>/", linking.from_need, name="propose"),
    path("responses/<uuid:response_id>/", responses.response, name="response"),
    path("responses/<uuid:response_id>/confirm/", responses.confirm, name="confirm"),
    path("responses/<uuid:response_id>/level/", claims.claim, name="claim"),
    path("responses/<uuid:response_id>/contradicts/", responses.contradicts, name="contradicts"),
    path("responses/<uuid:response_id>/withdraw/", responses.withdraw, name="withdraw_response"),
    path("levels/<uuid:claim_id>/lapse/", claims.lapse, name="lapse"),
    path("levels/<uuid:claim_id>/withdraw/", claims.withdraw, name="withdraw_claim"),
    path("levels/<uuid:claim_id>/proof/", claims.proof, name="proof"),
]
