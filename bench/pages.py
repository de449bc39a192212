"""Server time of the main pages over the benchmark country, through the real server on loopback.

    python -m bench.pages [--quick]

One client, each page asked ROUNDS times after one warm-up, in turns; the 95th percentile over all must stay
under 150 ms. The reference is the health page of the same server in the same run: what a request costs at least.
NAVES_DATA_DIR names a country that is there already.
"""

import argparse
import time
from http.client import HTTPConnection

from bench.country import FULL, QUICK, country, held
from bench.serving import serving

MUST_REACH_MS = 150.0
ROUNDS = 20


def pages() -> dict[str, str]:
    """Return name → address; the records shown are ordinary ones of the country."""
    import django

    django.setup()
    from django.urls import reverse

    from naves.domains.needs.models import Need
    from naves.domains.organisations.models import Organisation
    from naves.domains.places.models import Place
    from naves.domains.strategies.models import Measure, Strategy

    need = Need.objects.filter(status="published").order_by("pk")[1000]
    town = Place.objects.filter(level="municipality").order_by("-population")[3]
    region = Place.objects.filter(level="region").order_by("code")[2]
    home, listed = reverse("monitor:home"), reverse("needs:list")
    return {
        "monitor": home,
        "monitor, level 3": f"{home}?level=3",
        "monitor, one theme": f"{home}?theme=mobility",
        "monitor, one region": f"{home}?region={region.code}",
        "monitor, one group": f"{home}?group=seniors",
        "map": reverse("monitor:map"),
        "towns": reverse("monitor:towns"),
        "towns compared": reverse("monitor:comparisons"),
        "towns compared, one theme": reverse("monitor:comparisons") + "?theme=mobility",
        "response times": reverse("monitor:times"),
        "response times by region": reverse("monitor:times") + "?by=region",
        "agreement of coders": reverse("monitor:coding"),
        "needs behind a figure": reverse("monitor:needs"),
        "unanswered": reverse("monitor:unanswered"),
        "who answered": reverse("monitor:alike", args=[need.pk]),
        "silent needs": reverse("monitor:silent"),
        "needs": listed,
        "needs of a theme": f"{listed}?theme=mobility",
        "a need": reverse("needs:need", args=[need.pk]),
        "strategies": reverse("strategies:list"),
        "a strategy": reverse("strategies:strategy", args=[Strategy.objects.order_by("pk")[100].pk]),
        "a measure": reverse("strategies:measure", args=[Measure.objects.order_by("pk")[1000].pk]),
        "places": reverse("places:list"),
        "a town": reverse("places:place", args=[town.code]),
        "a region": reverse("places:place", args=[region.code]),
        "organisations": reverse("organisations:list"),
        "an organisation": reverse("organisations:organisation", args=[Organisation.objects.order_by("pk")[0].pk]),
    }


def ask(connection: HTTPConnection, address: str) -> float:
    """Return the milliseconds until the answer was read whole."""
    started = time.perf_counter()
    connection.request("GET", address)
    answer = connection.getresponse()
    answer.read()
    assert answer.status == 200, (address, answer.status)
    return (time.perf_counter() - started) * 1000


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(round(len(values) * share), len(values) - 1)]


def main(arguments: list[str] | None = None) -> bool:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a small country")
    options = parser.parse_args(arguments)
    rounds = 5 if options.quick else ROUNDS
    with country(QUICK if options.quick else FULL) as folder:
        addresses, size = pages(), held()
        with serving("wsgi", folder) as port:
            connection = HTTPConnection("127.0.0.1", port)
            for address in addresses.values():
                ask(connection, address)
            times: dict[str, list[float]] = {name: [] for name in addresses}
            least = []
            for _ in range(rounds):
                least.append(ask(connection, "/health/live"))
                for name, address in addresses.items():
                    times[name].append(ask(connection, address))
    print(f"pages: {size}; {rounds} rounds, one client; health page {percentile(least, 0.5):.1f} ms")
    for name, values in times.items():
        median, high = percentile(values, 0.5), percentile(values, 0.95)
        times_health = median / percentile(least, 0.5)
        print(f"  {name:<22} median {median:6.1f} ms   p95 {high:6.1f} ms   {times_health:6.1f} × health")
    overall = percentile([value for values in times.values() for value in values], 0.95)
    print(f"  all pages: p95 {overall:.1f} ms (to reach: {MUST_REACH_MS:.0f} ms)")
    return overall <= MUST_REACH_MS


if __name__ == "__main__":
    raise SystemExit(not main())
