"""Makes small GeoIP databases, and archives of them as MaxMind publishes and as nobody should, in the folder that is named."""

import io
import pathlib
import sys
import tarfile

from mmdb_writer import MMDBWriter
from netaddr import IPSet

FOLDER = pathlib.Path(sys.argv[1])
DAMAGE = "Damaged Damaged Damaged"


def place(country, city=None, timezone=None):
    entry = {"country": {"iso_code": country, "names": {"en": country}}}
    if city:
        entry["city"] = {"names": {"en": city, "de": "?"}}
    if timezone:
        entry["location"] = {"latitude": 52.5, "time_zone": timezone}
    return entry


def database(name, kind, networks):
    writer = MMDBWriter(6, kind, languages=["en"], description="made for tests", ipv4_compatible=True)
    for network, entry in networks.items():
        writer.insert_network(IPSet([network]), entry)
    path = FOLDER / f"{name}.mmdb"
    writer.to_db_file(str(path))
    return path.read_bytes()


def archive(name, *members):
    """members: (name, content) or (name, content, TarInfo attributes)"""
    with tarfile.open(FOLDER / f"{name}.tar.gz", "w:gz", format=tarfile.GNU_FORMAT) as target:
        for member in members:
            info = tarfile.TarInfo(member[0])
            info.size = len(member[1])
            for key, value in (member[2] if len(member) > 2 else {}).items():
                setattr(info, key, value)
            target.addfile(info, io.BytesIO(member[1]) if member[1] else None)


def published(name, file, content):
    folder = "GeoLite2_20260101"
    archive(
        name,
        (folder, b"", {"type": tarfile.DIRTYPE}),
        (f"{folder}/COPYRIGHT.txt", b"made for tests\n"),
        (f"{folder}/{file}", content),
        (f"{folder}/LICENSE.txt", b"none\n"),
    )


berlin = place("DE", "Berlin", "Europe/Berlin")
stockholm = place("SE", "Stockholm", "Europe/Stockholm")
others = {"198.51.100.0/24": place("FR"), "2001:db8::/32": place("JP", "Tokyo", "Asia/Tokyo"), "8.8.8.0/24": place("US")}
city = database("city-1", "GeoLite2-City", {"203.0.113.0/24": berlin, **others})
second = database("city-2", "GeoLite2-City", {"203.0.113.0/24": stockholm, **others, "1.1.1.0/24": place("AU")})
country = database("country-1", "GeoLite2-Country", {"203.0.113.0/24": place("DE"), "198.51.100.0/24": place("FR")})
# Sound but for one entry, which none of the contract's probes meets.
damaged = database("city-damaged", "GeoLite2-City", {"203.0.113.0/24": stockholm, "192.0.2.0/24": place("IT", DAMAGE), **others})
damaged = damaged.replace(DAMAGE.encode(), b"\xff" * len(DAMAGE))
(FOLDER / "city-damaged.mmdb").write_bytes(damaged)

published("city-1", "GeoLite2-City.mmdb", city)
published("city-2", "GeoLite2-City.mmdb", second)
published("city-damaged", "GeoLite2-City.mmdb", damaged)
published("country-1", "GeoLite2-Country.mmdb", country)
published("garbage", "GeoLite2-City.mmdb", b"<html>Too many requests</html>" * 100)
published("cut-database", "GeoLite2-City.mmdb", second[: len(second) // 2])
archive("no-database", ("folder/README.txt", b"nothing here\n"))
archive("symbolic-link", ("folder/GeoLite2-City.mmdb", b"", {"type": tarfile.SYMTYPE, "linkname": "/etc/passwd"}), ("folder/b.mmdb", second))
archive("hard-link", ("folder/GeoLite2-City.mmdb", b"", {"type": tarfile.LNKTYPE, "linkname": "../../../etc/passwd"}), ("folder/b.mmdb", second))
archive("device", ("folder/GeoLite2-City.mmdb", b"", {"type": tarfile.CHRTYPE, "devmajor": 1, "devminor": 5}))
archive("parent", ("folder/../../../../tmp/GeoLite2-City.mmdb", second))
archive("absolute", ("/tmp/GeoLite2-City.mmdb", second))
archive("bomb", ("folder/GeoLite2-City.mmdb", bytes(64 << 20)))
archive("hidden-bomb", *[(f"folder/{number}.txt", bytes(7 << 20)) for number in range(4)], ("folder/GeoLite2-City.mmdb", second))
