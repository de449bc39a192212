"""Addresses of the catalogue."""

from django.urls import path

from naves.web.catalogue.estate import country, custody, entry, overview
from naves.web.catalogue.grants import bindings
from naves.web.catalogue.grants import views as grants
from naves.web.catalogue.records import files, listing, pages, society, writing
from naves.web.catalogue.recovery import board, checklist, plans, rehearsals, steps

app_name = "catalogue"
urlpatterns = [
    path("", listing.datasets, name="list"),
    path("new/", writing.choose_owner, name="choose_owner"),
    path("country/", country.nation_page, name="nation"),
    path("country/datasets/", country.nation_datasets, name="nation_datasets"),
    path("estates/", overview.estates, name="estates"),
    path("of/<uuid:owner_id>/", overview.estate, name="estate"),
    path("of/<uuid:owner_id>/enter/", entry.enter, name="enter"),
    path("of/<uuid:owner_id>/new/", writing.new, name="new"),
    path("of/<uuid:owner_id>/describe/", writing.describe, name="describe"),
    path("of/<uuid:owner_id>/recovery/", board.board, name="board"),
    path("of/<uuid:owner_id>/who-has-our-data/", grants.who_has_our_data, name="who"),
    path("datasets/<uuid:dataset_id>/", pages.dataset, name="dataset"),
    path("datasets/<uuid:dataset_id>/edit/", writing.edit, name="edit"),
    path("datasets/<uuid:dataset_id>/publish/", writing.publish, name="publish"),
    path("datasets/<uuid:dataset_id>/withdraw/", writing.withdraw, name="withdraw"),
    path("datasets/<uuid:dataset_id>/files/new/", files.add_file, name="add_file"),
    path("datasets/<uuid:dataset_id>/services/new/", files.add_service, name="add_service"),
    path("datasets/<uuid:dataset_id>/follow/", society.follow, name="follow"),
    path("datasets/<uuid:dataset_id>/reuses/new/", society.new_reuse, name="new_reuse"),
    path("datasets/<uuid:dataset_id>/discussion/", society.write_post, name="write_post"),
    path("datasets/<uuid:dataset_id>/custody/", custody.custody, name="custody"),
    path("datasets/<uuid:dataset_id>/custody/<slug:aspect>/", custody.record, name="record_fact"),
    path("datasets/<uuid:dataset_id>/inventory/", custody.inventory, name="inventory"),
    path("datasets/<uuid:dataset_id>/recovery/", plans.recovery, name="recovery"),
    path("datasets/<uuid:dataset_id>/recovery/new/", plans.begin, name="begin_plan"),
    path("datasets/<uuid:dataset_id>/export-schema/", rehearsals.schema, name="schema"),
    path("datasets/<uuid:dataset_id>/rehearse/", rehearsals.rehearse, name="rehearse"),
    path("datasets/<uuid:dataset_id>/exit/", checklist.exit_page, name="exit"),
    path("datasets/<uuid:dataset_id>/grants/", grants.of_dataset, name="grants"),
    path("datasets/<uuid:dataset_id>/grants/new/", grants.give, name="give_grant"),
    path("datasets/<uuid:dataset_id>/grants/odrl.jsonld", grants.odrl, name="odrl"),
    path("datasets/<uuid:dataset_id>/live-data/new/", bindings.bind, name="bind"),
    path("live-data/<int:binding_id>/free/", bindings.free, name="free"),
    path("grants/<uuid:grant_id>/revoke/", grants.revoke, name="revoke_grant"),
    path("grants/<uuid:grant_id>/uses/", grants.uses, name="grant_uses"),
    path("distributions/<uuid:distribution_id>/edit/", files.edit, name="edit_distribution"),
    path("distributions/<uuid:distribution_id>/remove/", files.remove, name="remove_distribution"),
    path("custody/<uuid:fact_id>/file/", custody.evidence_file, name="evidence_file"),
    path("reuses/<uuid:reuse_id>/judge/", society.judge_reuse, name="judge_reuse"),
    path("posts/<uuid:post_id>/judge/", society.judge_post, name="judge_post"),
    path("plans/<uuid:plan_id>/", plans.plan, name="plan"),
    path("plans/<uuid:plan_id>/end/", plans.end, name="end_plan"),
    path("plans/<uuid:plan_id>/steps/new/", steps.add, name="add_step"),
    path("steps/<uuid:step_id>/edit/", steps.edit, name="edit_step"),
    path("steps/<uuid:step_id>/close/", steps.close, name="close_step"),
    path("steps/<uuid:step_id>/reopen/", steps.reopen, name="reopen_step"),
    path("rehearsals/<uuid:rehearsal_id>/", rehearsals.rehearsal, name="rehearsal"),
    path("rehearsals/<uuid:rehearsal_id>/file/", rehearsals.rehearsal_file, name="rehearsal_file"),
]
