"""The bytes of a feed -> its entries, whatever dialect it is written in."""
