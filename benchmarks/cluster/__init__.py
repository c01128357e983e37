"""Several web hosts, one database, nginx in front as in deploy/: killed, added, published to."""
