"""Read requests out of files: raw messages, HAR, Postman, .http, Bruno, Hurl, JSON."""
