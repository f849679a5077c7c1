"""Past coverage: files, folders, web archives and saved feeds become articles that are no news."""
