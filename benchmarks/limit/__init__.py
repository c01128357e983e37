"""The least that Django can do: the site's own pages as constants, behind its middleware."""
