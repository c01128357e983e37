"""The least that Django can do: one constant page behind the site's own middleware."""
