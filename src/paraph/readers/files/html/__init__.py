"""HTML pages with a form, as the request that a browser sends."""
