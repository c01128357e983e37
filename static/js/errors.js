// Makes the page that a post gave one that Back and Reload fetch, instead of asking to send again.
history.replaceState(null, '', location.href)
