"""How soon everything that people look at is there, on 100,000 articles with 300,000 claims."""
