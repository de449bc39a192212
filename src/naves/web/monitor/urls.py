from django.urls import path

from naves.web.monitor import country, drilldown, home, outreach, publishing
from naves.web.monitor.statistics import coding, comparisons, times

app_name = "monitor"
urlpatterns = [
    path("", home.home, name="home"),
    path("monitor/map.svg", country.country_map, name="map"),
    path("monitor/report.pdf", publishing.report, name="report"),
    path("monitor/towns/", country.towns, name="towns"),
    path("monitor/needs/", drilldown.needs, name="needs"),
    path("monitor/silent/", outreach.silent, name="silent"),
    path("monitor/published/", publishing.published, name="published"),
    path("monitor/publish/", publishing.publish, name="publish"),
    path("monitor/method/", publishing.method, name="method"),
    path("monitor/statistics/", comparisons.comparisons, name="comparisons"),
    path("monitor/statistics/times/", times.times, name="times"),
    path("monitor/statistics/coding/", coding.agreement, name="coding"),
    path("monitor/statistics/coding/read/", coding.read, name="read-links"),
    path("unanswered/", drilldown.unanswered, name="unanswered"),
    path("unanswered/<uuid:need_id>/alike/", drilldown.alike, name="alike"),
]
