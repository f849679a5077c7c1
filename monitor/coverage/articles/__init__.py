"""From the bytes of a page and the entry of a feed to an article and its later versions."""
