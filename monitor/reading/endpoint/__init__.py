"""The second reader: a language model behind an OpenAI-compatible endpoint that the user names."""
