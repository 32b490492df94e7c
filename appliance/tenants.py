"""The shops of a box, and the tokens that open them.

`appliance.db` holds an id, a name and a date per shop, and sha256 hashes of tokens. What the owner says
about a shop is in the shop's own folder, in `shop.json`.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import shutil
import sqlite3
import threading
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import ValidationError

from appliance.core.addresses import host_of
from appliance.core.errors import Conflict, InvalidInput, NotFound, StoreFailed
from appliance.core.files import write_private
from appliance.core.paths import Paths
from appliance.core.schemas import Role, Shop, ShopChange, ShopCreate, ShopsPage, Token, TokenCreated
from appliance.core.storing import leave_no_trace, storing

ID_LENGTH = 40
SHOP_ID = re.compile(r"[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?")
TOKEN_PREFIX = "sw_"  # noqa: S105  # what a token looks like, not a token

_TABLES = """
CREATE TABLE IF NOT EXISTS shops (id TEXT PRIMARY KEY, name TEXT NOT NULL, created TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS tokens (
    id TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE, role TEXT NOT NULL,
    shop TEXT NOT NULL, label TEXT NOT NULL, created TEXT NOT NULL);
"""


def slug(name: str) -> str:
    """Return a DNS label of at most 40 characters made from a shop's name ("Käthe's Wool" → kathes-wool)."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    label = re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")
    return label[:ID_LENGTH].strip("-") or "shop"


class Registry:
    """`appliance.db`: one connection, used by one thread at a time."""

    def __init__(self, paths: Paths) -> None:
        paths.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.paths = paths
        self.lock = threading.RLock()
        try:
            self.database = sqlite3.connect(paths.database, check_same_thread=False)
            self.database.execute("PRAGMA journal_mode=WAL")
            self.database.execute("PRAGMA secure_delete=ON")  # no old memory in unused parts of pages
            self.database.executescript(_TABLES)
        except sqlite3.Error as err:
            raise StoreFailed(
                f"The box's database {paths.database} cannot be opened: {err}.",
                resolution="Free some disk space, or restore the data directory from a backup.",
            ) from err
        paths.database.chmod(0o600)

    def close(self) -> None:
        with self.lock:
            self.database.close()


class Tenants:
    """The shops of this box. A shop is a row here and a folder below `shops/`."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._paths = registry.paths
        self._known: dict[str, Shop] = {}
        self._written: dict[str, int] = {}
        self._hosts: frozenset[str] | None = None
        self._finish_deletions()

    def create(self, wish: ShopCreate) -> Shop:
        """Return the new shop. Raises `Conflict` when the wished id is taken, `InvalidInput` for a time zone
        that does not exist."""
        name = " ".join(wish.name.split())
        if not name:
            raise InvalidInput("A shop needs a name.", resolution="Give the shop's name.")
        place = {key: value for key in ("currency", "time_zone") if (value := getattr(wish, key))}
        _check_time_zone(place.get("time_zone"))
        with self._registry.lock, self._registry.database as database:
            shop = Shop(id=self._free_id(wish.id, name), name=name, created=datetime.now(UTC), **place)
            database.execute("INSERT INTO shops VALUES (?, ?, ?)", (shop.id, name, shop.created.isoformat()))
            self._paths.shop(shop.id).files.mkdir(parents=True, mode=0o700)
            self._write(shop)
        return shop

    def page(self, offset: int = 0, limit: int = 100) -> ShopsPage:
        with self._registry.lock:
            (total,) = self._registry.database.execute("SELECT count(*) FROM shops").fetchone()
            rows = self._registry.database.execute(
                "SELECT id FROM shops ORDER BY name, id LIMIT ? OFFSET ?", (limit, offset)
            ).fetchall()
        return ShopsPage(total=total, shops=tuple(self.get(shop_id) for (shop_id,) in rows))

    def ids(self) -> tuple[str, ...]:
        with self._registry.lock:
            rows = self._registry.database.execute("SELECT id FROM shops ORDER BY id").fetchall()
        return tuple(shop_id for (shop_id,) in rows)

    def hosts(self) -> frozenset[str]:
        """Return the host names of all shops' sites and of where customers reach their bots, lower case."""
        hosts = self._hosts
        if hosts is None:
            shops = map(self.get, self.ids())
            sites = (site for shop in shops for site in (*shop.sites, shop.public_url))
            self._hosts = hosts = frozenset(filter(None, map(host_of, sites)))
        return hosts

    def get(self, shop_id: str) -> Shop:
        """Return the shop. Raises `NotFound`; never touches the disk for a name that is no id."""
        known = self._known.get(shop_id)
        if known is not None and self._written.get(shop_id) == self._stamp(shop_id):
            return known
        with self._registry.lock:
            row = self._registry.database.execute("SELECT 1 FROM shops WHERE id = ?", (shop_id,)).fetchone()
            if row is None:
                raise NotFound(
                    f"There is no shop “{shop_id[:ID_LENGTH]}” here.",
                    resolution="Choose one of the shops listed.",
                )
            stamp = self._stamp(shop_id)
            self._known[shop_id] = shop = self._read(shop_id)
            self._written[shop_id] = stamp
            self._hosts = None
            return shop

    def adopt(self, shop_id: str) -> Shop:
        """Return the shop whose folder is there already, now one of this box's."""
        with self._registry.lock, self._registry.database as database:
            shop = self._read(shop_id)
            row = (shop_id, shop.name, shop.created.isoformat())
            database.execute("INSERT OR REPLACE INTO shops VALUES (?, ?, ?)", row)
        return self.get(shop_id)

    def change(self, shop_id: str, change: ShopChange) -> Shop:
        """Return the shop with the given fields changed and stored."""
        _check_change(change)
        with self._registry.lock, self._registry.database as database:
            shop = self.get(shop_id).model_copy(update=change.model_dump(exclude_none=True))
            database.execute("UPDATE shops SET name = ? WHERE id = ?", (shop.name, shop_id))
            self._write(shop)
        return shop

    def delete(self, shop_id: str, release: Callable[[], None] = lambda: None) -> None:
        """Remove the shop, its tokens and its folder. `release` lets go of its open files; when it is
        called nobody can open them again."""
        with self._registry.lock:
            self.get(shop_id)
            self._known.pop(shop_id, None)
            self._hosts = None
            folder = self._paths.shop(shop_id).root
            grave = folder.with_name(f".deleted-{shop_id}.{secrets.token_hex(4)}")
            folder.rename(grave)
            self._forget(shop_id)
        release()
        shutil.rmtree(grave)

    def _free_id(self, wished: str, name: str) -> str:
        base = wished or slug(name)
        if not self._taken(base):
            return base
        if wished:
            raise Conflict(f"There is already a shop “{wished}”.", resolution="Choose another id.")
        candidates = (f"{base[: ID_LENGTH - 5].rstrip('-')}-{number}" for number in range(2, 10_000))
        return next(candidate for candidate in candidates if not self._taken(candidate))

    def _taken(self, shop_id: str) -> bool:
        query = "SELECT 1 FROM shops WHERE id = ?"
        known = self._registry.database.execute(query, (shop_id,)).fetchone()
        return known is not None or self._paths.shop(shop_id).root.exists()

    def _read(self, shop_id: str) -> Shop:
        file = self._paths.shop(shop_id).profile
        try:
            return Shop.model_validate_json(file.read_bytes())
        except (OSError, ValidationError) as err:
            raise StoreFailed(
                f"The profile of shop “{shop_id}” ({file}) cannot be read.",
                resolution="Restore this shop's folder from a backup.",
                details=type(err).__name__,
            ) from err

    def _write(self, shop: Shop) -> None:
        with storing(f"The profile of shop “{shop.id}” was not saved"):
            write_private(self._paths.shop(shop.id).profile, shop.model_dump_json(indent=2).encode())
        self._known[shop.id] = shop
        self._written[shop.id] = self._stamp(shop.id)
        self._hosts = None

    def _stamp(self, shop_id: str) -> int:
        """Return when the profile was written: another process may have done that."""
        try:
            return self._paths.shop(shop_id).profile.stat().st_mtime_ns
        except OSError:
            return -1

    def _forget(self, shop_id: str) -> None:
        with self._registry.database as database:
            database.execute("DELETE FROM tokens WHERE shop = ?", (shop_id,))
            database.execute("DELETE FROM shops WHERE id = ?", (shop_id,))
        leave_no_trace(self._registry.database)

    def _finish_deletions(self) -> None:
        """Go on where a deletion was cut short: the folder had its new name, the rest had not gone yet."""
        for grave in self._paths.shops.glob(".deleted-*"):
            shop_id = grave.name.removeprefix(".deleted-").rpartition(".")[0]
            if not self._paths.shop(shop_id).root.exists():
                self._forget(shop_id)
            shutil.rmtree(grave)


def _check_change(change: ShopChange) -> None:
    """Refuse what a pattern cannot tell: a name of blanks, a time zone that does not exist."""
    if change.name is not None and not change.name.strip():
        raise InvalidInput("A shop needs a name.", resolution="Give the shop's name.")
    _check_time_zone(change.time_zone)


def _check_time_zone(name: str | None) -> None:
    if name is None:
        return
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise InvalidInput(
            f"“{name}” is no time zone.", resolution="Use a name such as Australia/Sydney."
        ) from None


@dataclass(frozen=True)
class Principal:
    """Who calls: a role, and the shop it is confined to (empty for an admin)."""

    role: Role
    shop: str = ""

    def opens(self, shop_id: str) -> bool:
        return self.role is Role.ADMIN or self.shop == shop_id


class Tokens:
    """Access tokens: 256 random bits each, of which only the sha256 is kept.

    A plain hash is enough for a random secret; a slow one is for passwords.
    """

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._passing: dict[str, Principal] = {}

    def create(self, role: Role, shop: str = "", label: str = "") -> TokenCreated:
        if (role is Role.ADMIN) == bool(shop):
            raise InvalidInput(
                "An admin's token opens the whole box; an owner's or a bot's opens one shop.",
                resolution="Name a shop for an owner or a bot, and none for an admin.",
            )
        text = _new_text()
        token = Token(id=secrets.token_hex(6), role=role, shop=shop, label=label, created=datetime.now(UTC))
        with self._registry.lock, self._registry.database as database:
            database.execute(
                "INSERT INTO tokens VALUES (?, ?, ?, ?, ?, ?)",
                (token.id, _hash(text), role.value, shop, label, token.created.isoformat()),
            )
        return TokenCreated(token=token, text=text)

    def create_passing(self, role: Role = Role.ADMIN, shop: str = "") -> str:
        """Return the text of a token that ends with this process and is stored nowhere here."""
        text = _new_text()
        self._passing[_hash(text)] = Principal(role, shop)
        return text

    def check(self, text: str) -> Principal | None:
        """Return who holds this token, or None."""
        digest = _hash(text)
        for known, principal in self._passing.items():
            if hmac.compare_digest(known, digest):
                return principal
        with self._registry.lock:
            row = self._registry.database.execute(
                "SELECT hash, role, shop FROM tokens WHERE hash = ?", (digest,)
            ).fetchone()
        if row is None or not hmac.compare_digest(row[0], digest):
            return None
        return Principal(Role(row[1]), row[2])

    def page(self, shop: str | None = None, limit: int = 200) -> tuple[Token, ...]:
        """Return the newest tokens of one shop, or of the whole box for None."""
        with self._registry.lock:
            rows = self._registry.database.execute(
                "SELECT id, role, shop, label, created FROM tokens WHERE ?1 IS NULL OR shop = ?1"
                " ORDER BY created DESC LIMIT ?2",
                (shop, limit),
            ).fetchall()
        return tuple(
            Token(
                id=row[0],
                role=Role(row[1]),
                shop=row[2],
                label=row[3],
                created=datetime.fromisoformat(row[4]),
            )
            for row in rows
        )

    def revoke(self, token_id: str, shop: str | None = None) -> None:
        """Remove a token (of that shop, unless None). Raises `NotFound`."""
        with self._registry.lock, self._registry.database as database:
            gone = database.execute(
                "DELETE FROM tokens WHERE id = ?1 AND (?2 IS NULL OR shop = ?2)", (token_id, shop)
            ).rowcount
        if not gone:
            raise NotFound("There is no such token.", resolution="List the tokens and choose one of them.")


def _new_text() -> str:
    return TOKEN_PREFIX + secrets.token_urlsafe(32)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
