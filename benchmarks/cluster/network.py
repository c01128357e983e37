"""Where the hosts live: network namespaces on one bridge, or addresses of the loopback."""

import os
import subprocess
from contextlib import ExitStack
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """One host's address, and what to write before a command so that it runs there."""

    name: str
    address: str
    command_prefix: tuple[str, ...] = ()


class Loopback:
    """Hosts share the machine's network and differ in their 127.0.0.x."""

    description = "loopback addresses"
    gateway = "127.0.0.1"

    def place(self, number: int) -> Place:
        return Place(f"host-{number}", f"127.0.0.{10 + number}")


class Namespaces:
    """Every host has a network of its own and reaches the others over a bridge."""

    description = "network namespaces on a bridge"
    subnet = "10.213.77"
    gateway = f"{subnet}.1"

    def __init__(self, stack: ExitStack) -> None:
        """Raises CalledProcessError where namespaces are not permitted."""
        self.stack = stack
        self.bridge = f"bt{os.getpid()}"
        ip("link", "add", self.bridge, "type", "bridge")
        stack.callback(ip, "link", "delete", self.bridge)
        ip("address", "add", f"{self.gateway}/24", "dev", self.bridge)
        ip("link", "set", self.bridge, "up")

    def place(self, number: int) -> Place:
        name = f"{self.bridge}-{number}"
        here, there = f"{self.bridge}h{number}", f"{self.bridge}t{number}"
        address = f"{self.subnet}.{10 + number}"
        ip("netns", "add", name)
        self.stack.callback(ip, "netns", "delete", name)
        ip("link", "add", here, "type", "veth", "peer", "name", there)
        ip("link", "set", here, "master", self.bridge, "up")
        ip("link", "set", there, "netns", name)
        ip("-n", name, "link", "set", "lo", "up")
        ip("-n", name, "address", "add", f"{address}/24", "dev", there)
        ip("-n", name, "link", "set", there, "up")
        return Place(f"host-{number}", address, ("ip", "netns", "exec", name))


def network(stack: ExitStack) -> Loopback | Namespaces:
    """Namespaces where they are permitted; `stack` undoes what was made."""
    try:
        return Namespaces(stack)
    except (OSError, subprocess.CalledProcessError):
        return Loopback()


def ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True, capture_output=True)
