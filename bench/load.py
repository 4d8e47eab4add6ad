"""A small load generator for forms on 127.0.0.1: keep-alive connections, closed loop for rates, open loop for latencies.

Bounded in count and time; speaks only to the loopback interface.
"""

import asyncio
import itertools
import re
import time
import urllib.parse
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

MOST_SECONDS = 120
_CALLERS = itertools.count()
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
COOKIE = re.compile(rb"set-cookie:\s*csrftoken=([^;\r]+)", re.IGNORECASE)


@dataclass
class Result:
    """``seconds`` of the whole run; latencies in seconds, from the moment at which a request was due; statuses by count."""

    seconds: float
    latencies: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    locations: list[str] = field(default_factory=list)

    @property
    def rate(self) -> float:
        return len(self.latencies) / self.seconds

    def quantile(self, share: float) -> float:
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


@dataclass
class Connection:
    """One keep-alive connection with its CSRF cookie and token."""

    port: int
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    cookie: str = ""
    token: str = ""
    requests: int = 0

    @classmethod
    async def open(cls, port: int) -> "Connection":
        # Addresses of the loopback net: many callers, as the limit per address sees them.
        source = f"127.{next(_CALLERS) % 250 + 1}.0.1"
        reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=(source, 0))
        return cls(port, reader, writer)

    async def close(self) -> None:
        """Give the socket back; a server that was killed has closed it already."""
        self.writer.close()
        with suppress(OSError):
            await self.writer.wait_closed()

    async def request(self, method: str, path: str, body: bytes = b"") -> tuple[int, bytes, bytes]:
        """Status, head and body of the answer."""
        self.requests += 1
        head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nCookie: csrftoken={self.cookie}\r\n"
        if method == "POST":
            head += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        self.writer.write(head.encode() + b"\r\n" + body)
        answer = await self.reader.readuntil(b"\r\n\r\n")
        status = int(answer[9:12])
        length = re.search(rb"[Cc]ontent-[Ll]ength: (\d+)", answer)
        content = await self.reader.readexactly(int(length[1])) if length else b""
        if b"transfer-encoding: chunked" in answer.lower():
            content = await self._chunks()
        return status, answer, content

    async def _chunks(self) -> bytes:
        content = b""
        while size := int(await self.reader.readline(), 16):
            content += await self.reader.readexactly(size)
            await self.reader.readexactly(2)
        await self.reader.readexactly(2)
        return content

    async def fetch_form(self, path: str) -> bytes:
        """Open the form as a browser does, and keep its cookie and token."""
        status, head, content = await self.request("GET", path)
        token, cookie = TOKEN.search(content), COOKIE.search(head)
        if status != 200 or token is None:
            raise ConnectionError(f"GET {path}: {status}")
        self.token = token[1].decode()
        if cookie is not None:
            self.cookie = cookie[1].decode()
        return content

    async def post(self, path: str, fields: dict[str, str]) -> tuple[int, str]:
        """Status and place of the redirect."""
        body = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": self.token}).encode()
        status, head, _content = await self.request("POST", path, body)
        location = re.search(rb"[Ll]ocation: ([^\r]+)", head)
        return status, location[1].decode() if location else ""


Form = Callable[[int], dict[str, str]]
"""The n-th submission's fields."""


async def closed_loop(port: int, path: str, form: Form, *, connections: int, count: int) -> Result:
    """As many posts as the server takes: each connection sends its next one when it has its answer."""
    opened = [await Connection.open(port) for _number in range(connections)]
    for connection in opened:
        await connection.fetch_form(path)
    numbers, result = iter(range(count)), Result(0.0)
    began = time.perf_counter()

    async def work(connection: Connection) -> None:
        for number in numbers:
            start = time.perf_counter()
            if start - began > MOST_SECONDS:
                return
            status, location = await connection.post(path, form(number))
            _count(result, status, location, time.perf_counter() - start)

    await asyncio.gather(*(work(connection) for connection in opened))
    result.seconds = time.perf_counter() - began
    for connection in opened:
        await connection.close()
    return result


async def open_loop(port: int, path: str, form: Form, *, per_second: float, seconds: float, connections: int = 64) -> Result:
    """Posts at a fixed rate whatever the server does; a late answer counts from when its request was due."""
    free: asyncio.Queue[Connection] = asyncio.Queue()
    for _number in range(connections):
        connection = await Connection.open(port)
        await connection.fetch_form(path)
        free.put_nowait(connection)
    result, began = Result(0.0), time.perf_counter()

    async def send(number: int, due: float) -> None:
        connection = await free.get()
        status, location = await connection.post(path, form(number))
        free.put_nowait(connection)
        _count(result, status, location, time.perf_counter() - due)

    tasks = []
    for number in range(int(per_second * min(seconds, MOST_SECONDS))):
        due = began + number / per_second
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        tasks.append(asyncio.create_task(send(number, due)))
    await asyncio.gather(*tasks)
    result.seconds = time.perf_counter() - began
    while not free.empty():
        await free.get_nowait().close()
    return result


def _count(result: Result, status: int, location: str, latency: float) -> None:
    result.latencies.append(latency)
    result.statuses[status] = result.statuses.get(status, 0) + 1
    if location:
        result.locations.append(location)
