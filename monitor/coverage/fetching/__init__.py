"""One request to somebody else's server: checked addresses, bounded bodies, few redirects, no traces of the reader."""
